import { reachVerdict, type RoundFindings } from '../../../src/domain/calibration/reach-verdict';
import { DENSE_SCHEME, SPARSE_SCHEME } from '../../../src/domain/calibration/schemes/reward-scheme';

const ACCEPTANCE = { maxMismatches: 0, minDiscriminativeAccuracy: 0.65, minRewardOutcomeCorrelation: null };
const GOOD: RoundFindings = {
  values: DENSE_SCHEME.values,
  mismatches: 0,
  discriminativeAccuracy: 0.7,
  rewardOutcomeCorrelation: 0.5,
  previousValues: null,
  roundNumber: 1,
  maxRounds: 3,
};

describe('reachVerdict', () => {
  it('accepts a round when every threshold that is set holds', () => {
    const { verdict, thresholds } = reachVerdict(GOOD, ACCEPTANCE);
    expect(verdict).toBe('ACCEPTED');
    expect(thresholds.map(({ name, isMet, shortfall }) => [name, isMet, shortfall])).toEqual([
      ['NON_ZERO_VALUES', true, 0],
      ['MISMATCHES', true, 0],
      ['DISCRIMINATIVE_ACCURACY', true, 0],
    ]);
  });

  it('accepts exactly the least accuracy, but only a correlation above eta', () => {
    const atLimit = { ...GOOD, discriminativeAccuracy: 0.65 };
    expect(reachVerdict(atLimit, ACCEPTANCE).verdict).toBe('ACCEPTED');
    const eta = { ...ACCEPTANCE, minRewardOutcomeCorrelation: 0.5 };
    expect(reachVerdict(GOOD, eta).verdict).toBe('REJECTED');
    expect(reachVerdict({ ...GOOD, rewardOutcomeCorrelation: 0.51 }, eta).verdict).toBe('ACCEPTED');
  });

  it('names each threshold that failed and by how much', () => {
    const bad = { ...GOOD, mismatches: 2, discriminativeAccuracy: 0.5, rewardOutcomeCorrelation: 0.25 };
    const { verdict, thresholds, message } = reachVerdict(bad, { ...ACCEPTANCE, minRewardOutcomeCorrelation: 0.75 });
    expect(verdict).toBe('REJECTED');
    expect(thresholds.slice(1).map(({ measured, limit }) => [measured, limit])).toEqual([
      [2, 0],
      [0.5, 0.65],
      [0.25, 0.75],
    ]);
    expect(thresholds.map(({ shortfall }) => shortfall!)).toEqual([0, 2, expect.closeTo(0.15, 12), 0.5]);
    expect(message).toBe(
      'rejected: 2 tiers have a mean advantage of the wrong sign; at most 0 are allowed, 2 too many; ' +
        'discriminative accuracy 0.5; at least 0.65 required, 0.15 short; ' +
        'correlation of mean turn reward and outcome 0.25; above 0.75 required, 0.5 short',
    );
  });

  it('does not accept a threshold whose figure is undefined', () => {
    const undefinedFigures = { ...GOOD, discriminativeAccuracy: null, rewardOutcomeCorrelation: null };
    const { verdict, thresholds } = reachVerdict(undefinedFigures, { ...ACCEPTANCE, minRewardOutcomeCorrelation: 0 });
    expect(verdict).toBe('REJECTED');
    expect(thresholds.slice(2).map(({ measured, shortfall }) => [measured, shortfall])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it('never accepts values that are all 0, even with no threshold set', () => {
    const none = { maxMismatches: null, minDiscriminativeAccuracy: null, minRewardOutcomeCorrelation: null };
    expect(reachVerdict(GOOD, none).verdict).toBe('ACCEPTED');
    const { verdict, message } = reachVerdict({ ...GOOD, values: SPARSE_SCHEME.values }, none);
    expect(verdict).toBe('REJECTED');
    expect(message).toContain('every value is 0');
  });

  it('calls it a fixed point when the same rollouts lead to the same values and are not accepted', () => {
    const again = { ...GOOD, mismatches: 1, previousValues: { ...DENSE_SCHEME.values }, roundNumber: 3 };
    const { verdict, message } = reachVerdict(again, ACCEPTANCE);
    expect(verdict).toBe('FIXED_POINT');
    expect(message).toContain('collect new rollouts');
    expect(message).toContain('1 too many');
    expect(reachVerdict({ ...again, mismatches: 0 }, ACCEPTANCE).verdict).toBe('ACCEPTED');
    expect(reachVerdict({ ...again, previousValues: SPARSE_SCHEME.values, roundNumber: 2 }, ACCEPTANCE).verdict).toBe(
      'REJECTED',
    );
  });

  it('is exhausted in the last round', () => {
    const failing = { ...GOOD, mismatches: 1 };
    expect(reachVerdict({ ...failing, roundNumber: 2 }, ACCEPTANCE).verdict).toBe('REJECTED');
    const { verdict, message } = reachVerdict({ ...failing, roundNumber: 3 }, ACCEPTANCE);
    expect(verdict).toBe('EXHAUSTED');
    expect(message).toContain('round 3 of at most 3');
  });
});
