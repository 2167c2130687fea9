import {
  IRC_SCHEME,
  DENSE_SCHEME,
  SPARSE_SCHEME,
  turnReward,
} from '../../../src/domain/calibration/schemes/reward-scheme';
import { TIERS } from '../../../src/domain/classification/tier';

describe('turnReward', () => {
  it('is the value of the tier times the score', () => {
    expect(turnReward(DENSE_SCHEME, 'SOFT_MATCH', 0.75)).toBe(0.75);
    expect(turnReward(DENSE_SCHEME, 'DUPLICATE', 1)).toBe(-0.2);
  });

  it('ignores the score of a soft match whose value is below 0', () => {
    const scheme = { values: { ...DENSE_SCHEME.values, SOFT_MATCH: -0.4 } };
    expect(turnReward(scheme, 'SOFT_MATCH', 0.5)).toBe(-0.4);
    expect(turnReward(scheme, 'SOFT_MATCH', 0.99)).toBe(-0.4);
  });
});

describe('the schemes of the paper (arXiv 2604.02869)', () => {
  it('have the values of V5 and of V6 and later, which differ in two tiers', () => {
    expect(TIERS.map((tier) => DENSE_SCHEME.values[tier])).toEqual([1, 1, 0.3, 0.1, 0, -0.1, -0.2]);
    expect(TIERS.map((tier) => IRC_SCHEME.values[tier])).toEqual([1, 1, 0, -0.1, 0, -0.1, -0.2]);
    expect(TIERS.every((tier) => SPARSE_SCHEME.values[tier] === 0)).toBe(true);
  });
});
