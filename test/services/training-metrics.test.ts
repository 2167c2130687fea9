import { mapTiers, TIERS } from '../../src/domain/classification/tier';
import type { UpdateMetrics } from '../../src/domain/training/update-metrics';
import {
  DEMONSTRATION_METRICS,
  EPOCH_METRICS,
  metricValues,
  TRAINING_METRICS,
  UPDATE_METRICS,
  VALIDATION_METRICS,
} from '../../src/services/training/training-metrics';

/** As release 0.1.0 stored them. */
const UPDATE_NAMES = [
  ...['rollouts', 'scored', 'truncated', 'leftOut', 'passRate', 'passRateLow', 'passRateHigh', 'turnsPerRollout'],
  ...['groups', 'deadGroups', 'mismatches', 'advantageOutcomeCorrelation', 'stoppingBias', 'kl', 'entropy'],
  ...['clipShare', 'gradientNorm', 'policyLoss', 'valueLoss'],
  ...TIERS.map((tier) => `rewardByTier.${tier}`),
  ...TIERS.map((tier) => `powerByTier.${tier}`),
  ...['collectMs', 'advantageMs', 'learnMs', 'rolloutsPerSecond'],
];

const METRICS: UpdateMetrics = {
  ...{ update: 3, rollouts: 8, scored: 7, truncated: 1, leftOut: 1, passRate: 0.5, passRateLow: 0.2 },
  ...{ passRateHigh: 0.8, turnsPerRollout: 6, groups: 2, deadGroups: 1, mismatches: null, stoppingBias: 0.1 },
  ...{ advantageOutcomeCorrelation: null, kl: 0.01, entropy: 1, clipShare: 0.1, gradientNorm: 2, policyLoss: -0.1 },
  valueLoss: null,
  rewardByTier: { ...mapTiers(() => 0), GOLD_EXACT: 0.5 },
  powerByTier: mapTiers(() => null),
};
const TIMES = { collectMs: 2000, advantageMs: 10, learnMs: 500 };

describe('the stored metrics of training', () => {
  it('keep the names of release 0.1.0, which no field of an internal type can add to', () => {
    const metrics = { ...METRICS, internal: 1 };
    const values = metricValues(UPDATE_METRICS, { metrics, times: TIMES });
    expect(Object.keys(values)).toEqual(UPDATE_NAMES);
    expect(values).toMatchObject({ scored: 7, mismatches: null, 'rewardByTier.GOLD_EXACT': 0.5, rolloutsPerSecond: 4 });
  });

  it('count missing groups of a run that is spread over workers alone', () => {
    const values = metricValues(UPDATE_METRICS, { metrics: METRICS, times: TIMES, missingGroups: 2 });
    expect(Object.keys(values)).toEqual([...UPDATE_NAMES, 'missingGroups']);
  });

  it('of validation are null without a SCORED rollout', () => {
    expect(metricValues(VALIDATION_METRICS, { passed: 0, scored: 0, attempted: 3 })).toEqual({
      'validation.passRate': null,
      'validation.passRateLow': null,
      'validation.passRateHigh': null,
      'validation.scored': 0,
      'validation.attempted': 3,
    });
    const { 'validation.passRate': rate, 'validation.passRateLow': low } = metricValues(VALIDATION_METRICS, {
      ...{ passed: 4, scored: 8, attempted: 9 },
    });
    expect(rate).toBe(0.5);
    expect(low).toBeCloseTo(0.2152, 4);
  });

  it('of behaviour cloning keep their names too', () => {
    const epoch = { epoch: 1, loss: 1, entropy: 1, agreement: 0.5, heldOutAgreement: null, gradientNorm: 1 };
    expect(Object.keys(metricValues(EPOCH_METRICS, epoch))).toEqual([
      ...['loss', 'entropy', 'agreement', 'heldOutAgreement', 'gradientNorm'],
    ]);
    const shown = { demonstrations: [], conversations: 4, passed: 3, uncovered: 1 };
    expect(metricValues(DEMONSTRATION_METRICS, shown)).toEqual({
      demonstrations: 0,
      'demonstrations.conversations': 4,
      'demonstrations.passRate': 0.75,
      'demonstrations.uncovered': 1,
    });
  });

  it('have each one description a context', () => {
    for (const { metrics } of TRAINING_METRICS) {
      expect(new Set(metrics.map(({ name }) => name)).size).toBe(metrics.length);
      for (const { description } of metrics) expect(description).toMatch(/^[A-Z].*\.$/);
    }
  });
});
