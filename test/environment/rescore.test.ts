import type { RecordedRollout, RecordedToolCall, RecordedTurn } from '../../src/domain/trajectory';
import { compareOutputs } from '../../src/environment/output-difference';
import { withRenamedKey } from '../../src/environment/airline/world/renamed-key';
import { AirlineEnvironment } from '../../src/environment/airline/airline-environment';
import { replayRollout } from '../../src/environment/replay-rollout';
import { rescoreRollout } from '../../src/environment/rescore';
import { smallEnvironment, smallWorld } from './support/small-world';

const CANCEL = { name: 'cancel_reservation', arguments: '{"reservation_id": "R1"}' };

function call(name: string, text: string, result: string | null = null): RecordedToolCall {
  return { name, arguments: text, result, isError: null };
}

function turn(known: Partial<RecordedTurn>): RecordedTurn {
  return {
    message: null,
    toolCalls: [],
    userMessage: null,
    inputTokens: null,
    outputTokens: null,
    latencyMs: null,
    ...known,
  };
}

function rollout(turns: readonly RecordedTurn[], known: Partial<RecordedRollout> = {}): RecordedRollout {
  return {
    task: { externalId: '7', instruction: '', goldenActions: [CANCEL], expectedOutputs: ['90'] },
    trial: 0,
    outcomeClass: 'SCORED',
    reward: 1,
    endReason: null,
    isTruncated: false,
    openingMessage: 'hello',
    turns,
    seed: null,
    ...known,
  };
}

const CANCELLED = [
  turn({ toolCalls: [call(CANCEL.name, CANCEL.arguments)] }),
  turn({ message: 'You get 90 back.', userMessage: 'Bye ###STOP###' }),
];

describe('rescoreRollout', () => {
  it('agrees with a record that follows from the calls and words', () => {
    expect(rescoreRollout(rollout(CANCELLED), smallEnvironment('v1'))).toEqual({
      verdict: { reward: 1, isDatabaseRight: true, outputs: [{ text: '90', wasSaid: true }] },
      agrees: true,
    });
  });

  it('agrees with a user who stopped in the opening, and goes on where the record does', () => {
    const task = { externalId: '7', instruction: '', goldenActions: [], expectedOutputs: [] };
    const openingMessage = 'never mind ###STOP###';
    const stopped = rollout([], { task, openingMessage });
    expect(rescoreRollout(stopped, smallEnvironment('v1'))).toMatchObject({ verdict: { reward: 1 }, agrees: true });
    const hello = rollout([], { task, openingMessage: 'hello' });
    expect(rescoreRollout(hello, smallEnvironment('v1'))).toMatchObject({ verdict: { reward: 0 }, agrees: false });
    const went = rollout(CANCELLED, { openingMessage });
    expect(rescoreRollout(went, smallEnvironment('v1'))).toMatchObject({ verdict: { reward: 1 }, agrees: true });
  });

  it('reports a record that does not', () => {
    expect(rescoreRollout(rollout(CANCELLED, { reward: 0 }), smallEnvironment('v1')).agrees).toBe(false);
  });

  it('compares nothing when no reward was recorded', () => {
    const unscored = rollout(CANCELLED, { reward: null, outcomeClass: 'UNSCORED' });
    expect(rescoreRollout(unscored, smallEnvironment('v1')).agrees).toBeNull();
  });

  it('makes only the first call of a turn in the first version, and all in the second', () => {
    const turns = [
      turn({ toolCalls: [call('think', '{"thought": ""}'), call(CANCEL.name, CANCEL.arguments)] }),
      turn({ message: '90', userMessage: '###STOP###' }),
    ];
    expect(rescoreRollout(rollout(turns), smallEnvironment('v1')).verdict.isDatabaseRight).toBe(false);
    expect(rescoreRollout(rollout(turns), smallEnvironment('v2')).verdict.isDatabaseRight).toBe(true);
  });

  it('ignores text beside a call in the first version, and hears it in the second', () => {
    const turns = [
      turn({ message: 'You get 90 back.', toolCalls: [call(CANCEL.name, CANCEL.arguments)] }),
      turn({ message: 'Bye', userMessage: '###STOP###' }),
    ];
    expect(rescoreRollout(rollout(turns), smallEnvironment('v1')).verdict.outputs[0]!.wasSaid).toBe(false);
    expect(rescoreRollout(rollout(turns), smallEnvironment('v2')).verdict.outputs[0]!.wasSaid).toBe(true);
  });

  it('gives nothing to a conversation that did not end, or ended irregularly', () => {
    expect(rescoreRollout(rollout(CANCELLED.slice(0, 1)), smallEnvironment('v1')).verdict.reward).toBe(0);
    const cutOff = rollout(CANCELLED, { endReason: 'max_steps' });
    expect(rescoreRollout(cutOff, smallEnvironment('v2')).verdict.reward).toBe(0);
    const stopped = rollout(CANCELLED, { endReason: 'user_stop' });
    expect(rescoreRollout(stopped, smallEnvironment('v2')).verdict.reward).toBe(1);
  });

  it('gives nothing after arguments that cannot be parsed', () => {
    const turns = [turn({ toolCalls: [call(CANCEL.name, '{"reservation_id"')] }), ...CANCELLED];
    expect(rescoreRollout(rollout(turns), smallEnvironment('v1')).verdict.reward).toBe(0);
  });
});

describe('replayRollout', () => {
  it('explains answers of renamed data by the key that was renamed', () => {
    const earlier = new AirlineEnvironment(
      withRenamedKey(smallWorld('v1'), { table: 'users', path: ['address'], from: 'state', to: 'province' }),
      'v1',
    );
    const read = '{"user_id": "ann"}';
    const recorded = replayRollout(rollout([turn({ toolCalls: [call('get_user_details', read)] })]), earlier);
    expect(recorded.calls[0]!.replayed).toContain('"country": "USA", "province": "TX", "zip"');

    const record = rollout([turn({ toolCalls: [call('get_user_details', read, recorded.calls[0]!.replayed)] })]);
    const replay = replayRollout(record, smallEnvironment('v1'));
    expect(replay).toMatchObject({
      equalCount: 0,
      differentCount: 1,
      renamedKeys: ['address: province -> state'],
      calls: [{ turnIndex: 0, callIndex: 0, name: 'get_user_details', cause: 'DATA_DRIFT' }],
    });
    expect(replayRollout(record, earlier)).toMatchObject({ equalCount: 1, differentCount: 0, renamedKeys: [] });
  });

  it('tells other content from another text, and compares nothing where nothing was recorded', () => {
    const turns = [
      turn({ toolCalls: [call('get_reservation_details', '{"reservation_id": "R1"}', '{"reservation_id": "R2"}')] }),
      turn({ toolCalls: [call('get_reservation_details', '{"reservation_id": "R1"}', 'Error: user not found')] }),
      turn({ toolCalls: [call('get_reservation_details', '{"reservation_id": "R1"}')] }),
      turn({ toolCalls: [call('get_reservation_details', '{"reservation_id"', 'x')] }),
    ];
    const replay = replayRollout(rollout(turns), smallEnvironment('v1'));
    expect(replay.calls.map(({ cause }) => cause)).toEqual(['OTHER_CONTENT', 'OTHER_TEXT', null, 'OTHER_TEXT']);
    expect(replay.calls.map(({ replayed }) => replayed === null)).toEqual([false, false, false, true]);
  });
});

describe('compareOutputs', () => {
  it('finds each place where two answers differ', () => {
    expect(
      compareOutputs('{"a": {"x": 1, "y": 2}, "l": [1, 2], "o": 1}', '{"a": {"z": 1, "y": 3}, "l": [1, 5]}'),
    ).toEqual([
      { kind: 'RENAMED_KEY', path: 'a', recordedKey: 'x', replayedKey: 'z' },
      { kind: 'OTHER_VALUE', path: 'a.y', recorded: '2', replayed: '3' },
      { kind: 'OTHER_VALUE', path: 'l.1', recorded: '2', replayed: '5' },
      { kind: 'ONLY_RECORDED', path: 'o', recorded: '1', replayed: null },
    ]);
  });

  it('does not take another value for a renamed key', () => {
    expect(compareOutputs('{"a": 1}', '{"b": 2}')).toEqual([
      { kind: 'ONLY_RECORDED', path: 'a', recorded: '1', replayed: null },
      { kind: 'ONLY_REPLAYED', path: 'b', recorded: null, replayed: '2' },
    ]);
  });

  it('never calls different texts equal', () => {
    expect(compareOutputs('{"a": 1}', '{"a":1}')).toEqual([
      { kind: 'OTHER_TEXT', path: '', recorded: '{"a": 1}', replayed: '{"a":1}' },
    ]);
    expect(compareOutputs('1', '1.0')).toHaveLength(1);
    expect(compareOutputs('same', 'same')).toEqual([]);
  });
});
