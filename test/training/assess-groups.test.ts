import { DEFAULT_TRAINING_ESTIMATOR_SETTINGS } from '../../src/domain/advantages/training/training-estimator-settings';
import { DENSE_SCHEME } from '../../src/domain/calibration/schemes/reward-scheme';
import { mapTiers } from '../../src/domain/classification/tier';
import { type Assessor, assessGroups } from '../../src/training/assess-groups';
import { measureUpdate } from '../../src/training/measure-update';
import { makeRollout, SOLUTION, WORDS } from './support/made-rollouts';

const ASSESSOR: Assessor = {
  values: DENSE_SCHEME.values,
  estimator: 'DR_GRPO',
  estimatorSettings: DEFAULT_TRAINING_ESTIMATOR_SETTINGS,
  intendedSigns: { ...mapTiers(() => null), GOLD_EXACT: 1, MESSAGE: 1 },
};

const PASSED = makeRollout({ turns: [WORDS, SOLUTION], outcome: 1 });
const FAILED = makeRollout({ turns: [WORDS, WORDS], outcome: 0 });
const LOST = makeRollout({ turns: [SOLUTION], outcome: null });

describe('assessGroups', () => {
  it('gives the example worked by hand', () => {
    const { groups, classified, advantages, audit, ...figures } = assessGroups([[PASSED, LOST, FAILED, FAILED]], {
      ...ASSESSOR,
      estimator: 'DR_GRPO',
    });
    expect(groups).toEqual([[PASSED, FAILED, FAILED]]);
    expect(classified[0]!.map(({ turns }) => turns.map(({ tier }) => tier))).toEqual([
      ['MESSAGE', 'GOLD_EXACT'],
      ['MESSAGE', 'MESSAGE'],
      ['MESSAGE', 'MESSAGE'],
    ]);
    // The outcomes 1, 0, 0 less their mean of 1/3.
    const rounded = advantages[0]!.map((rollout) => [...rollout].map((value) => Number(value.toFixed(12))));
    expect(rounded).toEqual([
      [0.666666666667, 0.666666666667],
      [-0.333333333333, -0.333333333333],
      [-0.333333333333, -0.333333333333],
    ]);
    // One solution worth 1 in three rollouts; it is there exactly where the outcome is 1; words are everywhere.
    expect(figures.rewardByTier).toMatchObject({ GOLD_EXACT: 1 / 3, MESSAGE: 0, ERROR: 0 });
    expect(figures.powerByTier.GOLD_EXACT).toBeCloseTo(1, 12);
    expect(figures.powerByTier.MESSAGE).toBeNull();
    // Words: (2/3 - 4/3) / 5 < 0, against the intended sign.
    expect(audit.tiers.MESSAGE.meanAdvantage).toBeCloseTo(-2 / 15, 12);
    expect(audit.mismatches).toBe(1);
    expect(figures.valueTargets).toBeNull();
  });

  it('compares a critic’s values with what came of them', () => {
    const critic = [[Float64Array.of(0.5, 0.25)]];
    const { valueTargets, advantages } = assessGroups([[PASSED]], { ...ASSESSOR, estimator: 'TURN_PPO' }, critic);
    // Last turn: reward 1 and outcome 1. The one before: 0.99 * 0.25 - 0.5 + 0.99 * 0.9 * 1.75, plus its value of 0.5.
    const [first, last] = valueTargets![0]![0]!;
    expect(last).toBeCloseTo(2, 12);
    expect(first).toBeCloseTo(0.2475 - 0.5 + 0.891 * 1.75 + 0.5, 12);
    expect(advantages[0]![0]![0]! + advantages[0]![0]![1]!).toBeCloseTo(0, 12);
  });

  it('gives the critic no value after the turn limit: the verdict there is the last turn’s reward', () => {
    const cut = { ...FAILED, rollout: { ...FAILED.rollout, isTruncated: true } };
    const critic = [[Float64Array.of(0.5, 0.25)]];
    const assessed = assessGroups([[cut]], { ...ASSESSOR, estimator: 'TURN_PPO' }, critic);
    const words = ASSESSOR.values.MESSAGE;
    expect(assessed.valueTargets![0]![0]![1]).toBeCloseTo(words, 12);
    const metrics = measureUpdate({ update: 1, played: [[cut, PASSED]], observed: assessed, assessed, losses: null });
    expect(metrics.truncated).toBe(1);
  });

  it('refuses what would not be finite, and a SCORED rollout with a decision too few', () => {
    const critic = [[Float64Array.of(NaN, 0)]];
    expect(() => assessGroups([[PASSED]], { ...ASSESSOR, estimator: 'TURN_PPO' }, critic)).toThrow(
      'TURN_PPO: advantages of a rollout has NaN at position 0',
    );
    const short = { ...PASSED, decisions: PASSED.decisions.slice(1) };
    expect(() => assessGroups([[short]], ASSESSOR)).toThrow('task made has 2 turns and 1 decisions');
    expect(() => assessGroups([[PASSED]], { ...ASSESSOR, estimator: 'TURN_PPO' })).toThrow('TURN_PPO needs values');
  });

  it('counts groups without signal, and says null of nothing', () => {
    const alive = assessGroups([[PASSED, FAILED]], ASSESSOR);
    expect(alive.audit.deadGroups).toBe(0);
    expect(assessGroups([[FAILED, FAILED]], ASSESSOR).audit.deadGroups).toBe(1);
    const none = assessGroups([[LOST]], ASSESSOR);
    expect(none.groups).toEqual([[]]);
    expect(none.rewardByTier.MESSAGE).toBeNull();
  });
});

describe('measureUpdate', () => {
  it('gives the example worked by hand', () => {
    const truncated = { ...FAILED, rollout: { ...FAILED.rollout, isTruncated: true } };
    const almost = { ...PASSED, rollout: { ...PASSED.rollout, reward: 1 - 1e-9 } };
    const kept = [[PASSED, almost, truncated, LOST], [LOST]];
    const replaced = [[FAILED, FAILED]];
    const played = [...kept, ...replaced];
    const metrics = measureUpdate({
      update: 3,
      played,
      observed: assessGroups(played, ASSESSOR),
      assessed: assessGroups(kept, ASSESSOR),
      losses: null,
    });
    expect(metrics).toMatchObject({
      update: 3,
      rollouts: 7,
      scored: 5,
      truncated: 1,
      leftOut: 2,
      passRate: 0.4,
      turnsPerRollout: 2,
      groups: 3,
      // The one that was replaced, and the one of which nothing was scored.
      deadGroups: 2,
      kl: null,
      valueLoss: null,
    });
    // Wilson's interval of 2 in 5.
    expect(metrics.passRateLow).toBeCloseTo(0.1176, 4);
    expect(metrics.passRateHigh).toBeCloseTo(0.7693, 4);
  });
});
