import { getEventListeners } from 'node:events';
import type { PlayableUserSimulator } from '../../src/conversation/user-simulator';
import type { CollectedRollout } from '../../src/training/collected-rollout';
import type { GroupRequest } from '../../src/training/collect-groups';
import { collectWith, generateTasks, randomModel, STAGE } from './support/small-training';

const TASKS = generateTasks('train', 28);

function request(more: Partial<GroupRequest> = {}): GroupRequest {
  return {
    tasks: TASKS.slice(0, 2),
    rolloutsPerGroup: 3,
    seedOf: (group, rank) => 100 * group + rank,
    temperature: 0.9,
    maxTurns: 6,
    deadlineMs: 600_000,
    signal: new AbortController().signal,
    ...more,
  };
}

/** Without what a clock wrote. */
function lasting({ rollout, decisions }: CollectedRollout) {
  return { ...rollout, turns: rollout.turns.map((turn) => ({ ...turn, latencyMs: null })), decisions };
}

describe('collectGroups', () => {
  let model: Uint8Array;
  beforeAll(async () => {
    model = await randomModel(1);
  });

  it('plays each task as often as asked, one decision a turn, and the same again for the same seeds', async () => {
    const groups = await collectWith(model, request());
    expect(groups.map((group) => group.map(({ rollout }) => [rollout.task.externalId, rollout.trial]))).toEqual(
      TASKS.slice(0, 2).map(({ task }) => [0, 1, 2].map((rank) => [task.externalId, rank])),
    );
    for (const { rollout, decisions } of groups.flat()) {
      expect(rollout.outcomeClass).toBe('SCORED');
      expect(decisions).toHaveLength(rollout.turns.length);
      expect(rollout.turns.map((turn) => turn.logProbability)).toEqual(decisions.map((each) => each.logProbability));
      for (const { logProbability, squaredProbabilitySum, chosen, decision } of decisions) {
        expect(logProbability).toBeLessThanOrEqual(0);
        expect(squaredProbabilitySum).toBeGreaterThanOrEqual(1 / decision.candidateCount - 1e-9);
        expect(chosen).toBeLessThan(decision.candidateCount);
      }
    }
    const again = await collectWith(model, request());
    expect(again.flat().map(lasting)).toEqual(groups.flat().map(lasting));
    const alone = await collectWith(model, request({ tasks: TASKS.slice(0, 1), rolloutsPerGroup: 1 }));
    expect(lasting(alone[0]![0]!)).toEqual(lasting(groups[0]![0]!));
    const other = await collectWith(model, request({ seedOf: (group, rank) => 7 + 100 * group + rank }));
    expect(other.flat().map(lasting)).not.toEqual(groups.flat().map(lasting));
  });

  it('names states alike exactly where world and last words are alike', async () => {
    const [group] = await collectWith(model, request({ tasks: TASKS.slice(0, 1), rolloutsPerGroup: 12 }));
    const keysOf = new Map<string, Set<string>>();
    for (const { rollout, decisions } of group!) {
      const opening = rollout.openingMessage!;
      keysOf.set(opening, (keysOf.get(opening) ?? new Set()).add(decisions[0]!.stateKey));
    }
    // Rollouts that open with the same words start from the same state, others from another.
    for (const keys of keysOf.values()) expect(keys.size).toBe(1);
    expect(new Set([...keysOf.values()].flatMap((keys) => [...keys])).size).toBe(keysOf.size);
    expect(keysOf.size).toBeLessThan(group!.length);
    const everywhere = group!.map(({ decisions }) => new Set(decisions.map(({ stateKey }) => stateKey)));
    expect(Math.max(...everywhere.map((keys) => keys.size))).toBeGreaterThan(1);
  });

  it('keeps what a simulator broke, without a reward and with its reason', async () => {
    const simulator: PlayableUserSimulator = {
      start: (start) => {
        if (start.trial === 1) throw new Error('this customer does not answer');
        return STAGE.simulator.start(start);
      },
    };
    const [group] = await collectWith(model, request({ tasks: TASKS.slice(0, 1) }), { ...STAGE, simulator });
    expect(group!.map(({ rollout }) => rollout.outcomeClass)).toEqual(['SCORED', 'SIMULATOR_FAILURE', 'SCORED']);
    expect(group![1]).toMatchObject({ rollout: { reward: null }, failure: 'this customer does not answer' });
    expect(group![0]).not.toHaveProperty('failure');
  });

  it('marks a rollout that the turn limit cut off', async () => {
    const groups = await collectWith(model, request({ maxTurns: 1 }));
    for (const { rollout, decisions } of groups.flat()) {
      expect(decisions).toHaveLength(1);
      expect(rollout.isTruncated).toBe(rollout.endReason === 'max_turns');
    }
    expect(groups.flat().some(({ rollout }) => rollout.isTruncated)).toBe(true);
  });

  it('lets go of a signal that many conversations share', async () => {
    const { signal } = new AbortController();
    await collectWith(model, request({ signal, rolloutsPerGroup: 10, maxTurns: 2 }));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('ends with the reason of its signal', async () => {
    const stop = new AbortController();
    let turns = 0;
    const simulator: PlayableUserSimulator = {
      start: (start) => {
        const session = STAGE.simulator.start(start);
        return {
          reply: (text, signal) => {
            turns += 1;
            if (turns === 8) stop.abort(new Error('stopped by the test'));
            return session.reply(text, signal);
          },
        };
      },
    };
    await expect(collectWith(model, request({ signal: stop.signal }), { ...STAGE, simulator })).rejects.toThrow(
      'stopped by the test',
    );
  });
});
