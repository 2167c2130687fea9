import type { RecordedRollout, RecordedTurn } from '../../src/domain/trajectory';
import { findRolloutProblem, ROLLOUT_LIMITS } from '../../src/services/rollouts/find-rollout-problem';

const TURN: RecordedTurn = {
  message: 'hello',
  toolCalls: [],
  userMessage: null,
  inputTokens: null,
  outputTokens: null,
  latencyMs: null,
};

function problemOf(turns: readonly RecordedTurn[]) {
  const rollout: RecordedRollout = {
    task: { externalId: '1', instruction: 'book', goldenActions: [], expectedOutputs: [] },
    trial: 0,
    outcomeClass: 'SCORED',
    reward: 1,
    endReason: null,
    isTruncated: false,
    openingMessage: null,
    turns,
    seed: null,
  };
  const names = { policyName: 'p', simulatorName: 's', simulatorVersion: '1' };
  return findRolloutProblem({
    ...names,
    row: 0,
    clientId: null,
    rollout,
    contentHash: '',
    isTaskDescribed: true,
  });
}

describe('findRolloutProblem', () => {
  it('finds none in turns that count nothing, and none at the largest sum', () => {
    expect(problemOf([TURN, TURN])).toBeNull();
    expect(problemOf([{ ...TURN, inputTokens: ROLLOUT_LIMITS.integer }, TURN])).toBeNull();
  });

  it('names a sum of tokens that no column holds, although each turn fits', () => {
    const turn = { ...TURN, inputTokens: ROLLOUT_LIMITS.integer };
    expect(problemOf([turn, { ...TURN, inputTokens: 1 }])?.field).toBe('sum of inputTokens');
    expect(problemOf([turn, { ...TURN, outputTokens: 1 }])).toBeNull();
  });

  it('names the name of a tool that the index over them cannot hold', () => {
    const call = (length: number) => ({ name: 'x'.repeat(length), arguments: '{}', result: null, isError: null });
    expect(problemOf([{ ...TURN, toolCalls: [call(500)] }])).toBeNull();
    expect(problemOf([{ ...TURN, toolCalls: [call(501)] }])).toEqual({
      field: 'turns[0].toolCalls[0].name',
      message: `turns[0].toolCalls[0].name has 501 characters; at most 500 are allowed: "${'x'.repeat(40)}..."`,
    });
  });

  it('names a sum of latencies that is not finite', () => {
    const turn = { ...TURN, latencyMs: Number.MAX_VALUE };
    expect(problemOf([turn, turn])).toEqual({
      field: 'sum of latencyMs',
      message: 'sum of latencyMs is Infinity; it must be a finite number of milliseconds, at least 0',
    });
  });
});
