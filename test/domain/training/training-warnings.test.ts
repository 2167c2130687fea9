import { mapTiers } from '../../../src/domain/classification/tier';
import { findTrainingWarnings } from '../../../src/domain/training/training-warnings';
import type { UpdateMetrics } from '../../../src/domain/training/update-metrics';

function metrics(update: number, more: Partial<UpdateMetrics> = {}): UpdateMetrics {
  return {
    update,
    rollouts: 32,
    scored: 32,
    truncated: 0,
    leftOut: 0,
    passRate: 0.5,
    passRateLow: 0.34,
    passRateHigh: 0.66,
    rewardByTier: mapTiers(() => 0.2),
    powerByTier: mapTiers(() => (update % 2 === 0 ? 0.25 : 0.35)),
    turnsPerRollout: 10,
    groups: 8,
    deadGroups: 2,
    mismatches: 0,
    advantageOutcomeCorrelation: 0.5,
    stoppingBias: 0,
    kl: 0.01,
    entropy: 1,
    clipShare: 0.1,
    gradientNorm: 0.5,
    policyLoss: 0,
    valueLoss: null,
    ...more,
  };
}

function run(length: number, more: (update: number) => Partial<UpdateMetrics>): UpdateMetrics[] {
  return Array.from({ length }, (_, i) => metrics(i + 1, more(i + 1)));
}

describe('findTrainingWarnings', () => {
  it('is silent on a sound run and on none', () => {
    expect(findTrainingWarnings([])).toEqual([]);
    expect(findTrainingWarnings(run(30, () => ({})))).toEqual([]);
  });

  it('names the tier whose reward rises while the pass rate falls', () => {
    const history = run(10, (update) => ({
      passRate: 0.6 - 0.02 * update,
      rewardByTier: { ...metrics(1).rewardByTier, READ_ONLY: 0.1 * update },
    }));
    const warnings = findTrainingWarnings(history);
    expect(warnings).toEqual([
      {
        kind: 'REWARD_HACKING',
        update: 10,
        tier: 'READ_ONLY',
        message:
          'reward of READ_ONLY rose from 0.1 to 1 per rollout over 10 updates while the pass rate fell from 0.58 to 0.4',
      },
    ]);
    expect(findTrainingWarnings(history.slice(0, 9))).toEqual([]);
  });

  it('does not blame a rising reward when the pass rate rises too', () => {
    const history = run(10, (update) => ({
      passRate: 0.4 + 0.02 * update,
      rewardByTier: { ...metrics(1).rewardByTier, READ_ONLY: 0.1 * update },
    }));
    expect(findTrainingWarnings(history)).toEqual([]);
  });

  it('sees the power of a tier leave the interval of the first updates', () => {
    const history = run(25, (update) => ({
      powerByTier: { ...metrics(update).powerByTier, ERROR: update <= 12 ? (update % 2) * 0.1 - 0.4 : -0.05 },
    }));
    expect(findTrainingWarnings(history).map(({ kind, tier }) => [kind, tier])).toEqual([['POWER_DRIFT', 'ERROR']]);
  });

  it('sees longer rollouts, dead groups, divergence and new mismatches', () => {
    const history = run(20, (update) => ({
      turnsPerRollout: update > 10 ? 16 : 10,
      deadGroups: update > 10 ? 7 : 2,
      kl: update === 20 ? 0.8 : 0.1,
      mismatches: update === 20 ? 2 : 0,
    }));
    expect(findTrainingWarnings(history).map(({ kind }) => kind)).toEqual([
      'TURN_GROWTH',
      'DEAD_GROUPS',
      'KL_OUT_OF_RANGE',
      'MISMATCHES',
    ]);
    expect(findTrainingWarnings(history).at(-1)!.message).toContain('2 tiers');
  });

  it('takes a figure that could not be computed for unknown, not for 0', () => {
    const history = run(12, (update) => ({
      passRate: update === 6 ? null : 0.9 - 0.05 * update,
      rewardByTier: { ...metrics(1).rewardByTier, READ_ONLY: 0.1 * update },
      turnsPerRollout: null,
      kl: null,
      mismatches: null,
    }));
    expect(findTrainingWarnings(history)).toEqual([]);
  });
});
