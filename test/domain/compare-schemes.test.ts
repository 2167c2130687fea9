import { DEFAULT_ESTIMATOR_SETTINGS } from '../../src/domain/advantages/estimator-settings';
import { compareSchemes } from '../../src/domain/calibration/schemes/compare-schemes';
import { packRollouts } from '../../src/domain/calibration/pack-rollouts';
import { DENSE_SCHEME, SPARSE_SCHEME } from '../../src/domain/calibration/schemes/reward-scheme';

const MT_GRPO = { name: 'MT_GRPO', settings: DEFAULT_ESTIMATOR_SETTINGS } as const;

/** Two rollouts of one task: a pass that writes the golden action, and a failure that only looks things up. */
const ROLLOUTS = packRollouts([
  {
    taskId: 'a',
    groupKey: 'a',
    outcome: 1,
    turns: [
      { tier: 'MESSAGE', score: 1 },
      { tier: 'GOLD_EXACT', score: 1 },
    ],
  },
  {
    taskId: 'a',
    groupKey: 'a',
    outcome: 0,
    turns: [
      { tier: 'READ_ONLY', score: 1 },
      { tier: 'READ_ONLY', score: 1 },
    ],
  },
]);

describe('comparison of two schemes', () => {
  it('describes the rewards of each side', () => {
    const { before, after } = compareSchemes(
      ROLLOUTS,
      { before: SPARSE_SCHEME.values, after: DENSE_SCHEME.values },
      MT_GRPO,
    );
    expect(before.turnReward).toMatchObject({ count: 4, mean: 0, min: 0, max: 0 });
    expect(before.rewardOutcomeCorrelation).toBeNull();
    expect(before.discriminativeAccuracy).toBe(0.5);
    expect(after.turnReward).toMatchObject({ count: 4, mean: 0.4, min: 0, median: 0.3, max: 1 });
    expect(after.rolloutReward.mean).toBeCloseTo(0.4, 12);
    expect(after.discriminativeAccuracy).toBe(1);
    expect(after.rewardOutcomeCorrelation).toBeCloseTo(1, 12);
  });

  it('counts the turns whose advantage changes its sign', () => {
    // Under DENSE the failing rollout's first turn (0.3 against 0) gains +0.7071 from its own reward and at the second turn loses
    // 0.7071 (0.3 against 1): with the outcome's -0.7071 the sums are -0.7071 and -1.4142. Under a scheme that pays look-ups
    // twice as much as golden actions, they are +0.7071 and 0; the passing rollout mirrors them.
    const lookUps = { ...DENSE_SCHEME.values, READ_ONLY: 2 };
    const comparison = compareSchemes(ROLLOUTS, { before: DENSE_SCHEME.values, after: lookUps }, MT_GRPO);
    expect(comparison).toMatchObject({
      rollouts: 2,
      turns: 4,
      groups: 1,
      signFlips: 2,
      comparableTurns: 2,
      signFlipShare: 1,
    });
  });

  it('finds no flip between a scheme and itself', () => {
    const same = compareSchemes(ROLLOUTS, { before: DENSE_SCHEME.values, after: DENSE_SCHEME.values }, MT_GRPO);
    expect(same).toMatchObject({ signFlips: 0, comparableTurns: 4, signFlipShare: 0 });
    expect(same.before).toEqual(same.after);
  });

  it('has no share when every advantage is dead', () => {
    const equal = packRollouts([
      { taskId: 'a', groupKey: 'a', outcome: 1, turns: [{ tier: 'MESSAGE', score: 1 }] },
      { taskId: 'a', groupKey: 'a', outcome: 1, turns: [{ tier: 'MESSAGE', score: 1 }] },
    ]);
    const comparison = compareSchemes(equal, { before: DENSE_SCHEME.values, after: SPARSE_SCHEME.values }, MT_GRPO);
    expect(comparison).toMatchObject({ signFlips: 0, comparableTurns: 0, signFlipShare: null });
    expect(comparison.before).toMatchObject({ deadGroupShare: 1, deadTurnShare: 1 });
  });

  it('takes mean rewards that differ by rounding for equal, as a calibration does', () => {
    const rollout = (outcome: number, turns: number) => ({
      taskId: 'a',
      groupKey: 'a',
      outcome,
      turns: Array.from({ length: turns }, () => ({ tier: 'READ_ONLY', score: 1 }) as const),
    });
    const rounded =
      Array.from({ length: 10 }, () => DENSE_SCHEME.values.READ_ONLY).reduce((sum, one) => sum + one, 0) / 10;
    expect(rounded).not.toBe(DENSE_SCHEME.values.READ_ONLY);
    const input = packRollouts([rollout(1, 1), rollout(0, 10)]);
    const { before } = compareSchemes(input, { before: DENSE_SCHEME.values, after: SPARSE_SCHEME.values }, MT_GRPO);
    expect(before.discriminativeAccuracy).toBe(0.5);
  });
});
