import fc from 'fast-check';
import { packRollouts } from '../../../src/domain/calibration/pack-rollouts';
import { correlationsOf, sumByTask } from '../../../src/domain/calibration/tiers/task-sums';
import { tierPresence } from '../../../src/domain/calibration/tiers/tier-presence';
import { measureTiers } from '../../../src/domain/calibration/tiers/tier-statistics';
import { mapTiers, type Tier } from '../../../src/domain/classification/tier';
import { pearson } from '../../../src/domain/statistics/association/pearson';
import { withinTaskCorrelation } from '../../../src/domain/statistics/association/within-task-correlation';

type Short = readonly [taskId: string, outcome: number, ...tiers: Tier[]];

function pack(...rollouts: readonly Short[]) {
  return packRollouts(
    rollouts.map(([taskId, outcome, ...tiers]) => ({
      taskId,
      groupKey: taskId,
      outcome,
      turns: tiers.map((tier) => ({ tier, score: 1 })),
    })),
  );
}

function measure(input: ReturnType<typeof pack>, draws = 200) {
  const presence = tierPresence(input);
  const settings = { bootstrapDraws: draws, permutationDraws: draws, seed: 1 };
  return measureTiers({ input, presence, sums: sumByTask(input, presence), settings });
}

describe('measureTiers', () => {
  it('gives the example worked by hand', () => {
    const statistics = measure(
      pack(
        ['a', 1, 'GOLD_EXACT', 'MESSAGE', 'MESSAGE'],
        ['a', 0, 'MESSAGE'],
        ['b', 1, 'GOLD_EXACT', 'MESSAGE'],
        ['b', 0, 'GOLD_EXACT', 'GOLD_EXACT', 'MESSAGE'],
      ),
    );
    expect(statistics.GOLD_EXACT).toMatchObject({
      turns: 4,
      rolloutsWith: 3,
      turnShareInPassing: 0.5,
      turnShareInFailing: 0.5,
      presenceInPassing: 1,
      presenceInFailing: 0.5,
      presenceGap: 0.5,
      isTaskDifficultySuspected: false,
    });
    // x = (1, 0, 1, 1), o = (1, 0, 1, 0): n sum(xo) - sum(x) sum(o) = 8 - 6; variances 12 - 9 and 8 - 4.
    expect(statistics.GOLD_EXACT.rho).toBeCloseTo(2 / Math.sqrt(3 * 4), 14);
    // Within: task a has x = +-1/2 and o = +-1/2, task b only o: (1/2) / sqrt((1/2) * 1).
    expect(statistics.GOLD_EXACT.withinTaskRho).toBeCloseTo(Math.SQRT1_2, 14);
    expect(statistics.MESSAGE).toMatchObject({ turns: 5, turnShareInPassing: 0.6, rho: null, withinTaskRho: null });
    expect(statistics.MESSAGE).toMatchObject({ pValue: null, qValue: null, isTaskDifficultySuspected: null });
    // Either order of task a gives |rho| = 0.71, so every permutation is as extreme.
    expect(statistics.GOLD_EXACT).toMatchObject({ pValue: 1, qValue: 1 });
  });

  it('gives null, never 0, for what is undefined: an absent tier and rollouts that all fail', () => {
    const statistics = measure(pack(['a', 0, 'ERROR'], ['a', 0.5, 'MESSAGE']));
    expect(statistics.DUPLICATE).toMatchObject({
      turns: 0,
      rolloutsWith: 0,
      turnShareInPassing: null,
      turnShareInFailing: null,
      presenceInPassing: null,
      presenceInFailing: 0,
      presenceGap: null,
      rho: null,
      withinTaskRho: null,
    });
    // Outcomes 0 and 0.5 both fail, but they differ, so the correlation is defined.
    expect(statistics.ERROR).toMatchObject({ presenceInPassing: null, rho: -1, withinTaskRho: -1 });
  });

  it('counts an outcome as passing from 1 - 1e-6 on', () => {
    const statistics = measure(pack(['a', 1 - 1e-7, 'ERROR'], ['a', 0.999, 'ERROR'], ['b', 2, 'ERROR']));
    expect(statistics.ERROR.turnShareInPassing).toBeCloseTo(2 / 3, 14);
  });

  it('drops and counts the draws in which a correlation is undefined', () => {
    const { GOLD_EXACT } = measure(pack(['a', 1, 'GOLD_EXACT'], ['b', 0, 'MESSAGE']), 1000);
    // Half of the draws take the same task twice; in the others rho is 1. No task has two rollouts.
    expect(GOLD_EXACT.rhoInterval).toMatchObject({ low: 1, high: 1 });
    expect(GOLD_EXACT.rhoInterval.droppedDraws).toBeGreaterThan(420);
    expect(GOLD_EXACT.rhoInterval.droppedDraws).toBeLessThan(580);
    expect(GOLD_EXACT.rhoInterval.draws + GOLD_EXACT.rhoInterval.droppedDraws).toBe(1000);
    expect(GOLD_EXACT.withinTaskRhoInterval).toEqual({ low: null, high: null, draws: 0, droppedDraws: 1000 });
  });

  it('flags a tier whose raw correlation comes from easy tasks', () => {
    // Easy task: every rollout has the tool. Hard task: none. Within a third task the tool goes with failure.
    const easy = Array.from({ length: 4 }, (): Short => ['easy', 1, 'READ_ONLY']);
    const hard = Array.from({ length: 4 }, (): Short => ['hard', 0, 'MESSAGE']);
    const { READ_ONLY } = measure(pack(...easy, ...hard, ['mixed', 0, 'READ_ONLY'], ['mixed', 1, 'MESSAGE']));
    expect(READ_ONLY.rho).toBeGreaterThan(0.5);
    expect(READ_ONLY.withinTaskRho).toBeCloseTo(-1, 12);
    expect(READ_ONLY.isTaskDifficultySuspected).toBe(true);
  });

  it('finds planted evidence significant and noise not, over many tasks', () => {
    const rollouts = Array.from({ length: 60 }, (_, task): Short[] => [
      [String(task), 1, 'GOLD_EXACT', ...(task % 2 === 0 ? (['ERROR'] as const) : [])],
      [String(task), 0, 'MESSAGE', ...(task % 2 === 1 ? (['ERROR'] as const) : [])],
    ]).flat();
    const { GOLD_EXACT, ERROR } = measure(pack(...rollouts), 999);
    expect(GOLD_EXACT).toMatchObject({ withinTaskRho: 1, pValue: 0.001, qValue: expect.closeTo(0.0015, 3) as number });
    expect(GOLD_EXACT.withinTaskRhoInterval).toMatchObject({ low: 1, high: 1, droppedDraws: 0 });
    expect(ERROR.withinTaskRho).toBe(0);
    expect(ERROR.pValue).toBe(1);
    expect(ERROR.withinTaskRhoInterval.low).toBeLessThan(-0.1);
    expect(ERROR.withinTaskRhoInterval.high).toBeGreaterThan(0.1);
  });
});

describe('correlationsOf', () => {
  const tier = fc.constantFrom<Tier>('GOLD_EXACT', 'READ_ONLY', 'ERROR');
  const rollout = fc.tuple(
    fc.constantFrom('a', 'b', 'c'),
    fc.constantFrom(0, 0.1, 1),
    fc.array(tier, { maxLength: 3 }),
  );

  it('gives the correlations of the rollouts of a draw, as if they had been listed one by one', () => {
    fc.assert(
      fc.property(
        fc.array(rollout, { minLength: 1 }),
        fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)),
        (rollouts, [timesA, timesB, timesC]) => {
          const input = pack(...rollouts.map(([task, outcome, tiers]): Short => [task, outcome, ...tiers]));
          const presence = tierPresence(input);
          const times = { a: timesA, b: timesB, c: timesC };
          const timesDrawn = Uint32Array.from(input.taskIds, (task) => times[task as 'a' | 'b' | 'c']);
          const positions = [...input.taskIndex.keys()].flatMap((i) =>
            new Array<number>(timesDrawn[input.taskIndex[i]!]!).fill(i),
          );
          const { rho, withinTaskRho } = correlationsOf(sumByTask(input, presence), timesDrawn);
          const y = positions.map((i) => input.outcomes[i]!);
          const taskIndex = Uint32Array.from(positions, (i) => input.taskIndex[i]!);
          mapTiers((_, code) => {
            const x = positions.map((i) => presence[code]![i]!);
            expectSame(rho[code]!, pearson(x, y));
            expectSame(
              withinTaskRho[code]!,
              withinTaskCorrelation({ x, y, taskIndex, taskCount: input.taskIds.length }),
            );
          });
        },
      ),
    );
  });

  function expectSame(actual: number | null, expected: number | null): void {
    if (expected === null || actual === null) expect(actual).toBe(expected);
    else expect(actual).toBeCloseTo(expected, 9);
  }
});
