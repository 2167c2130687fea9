import { holm } from '../../../../src/domain/statistics/tests/holm';

describe('holm', () => {
  it('gives what statsmodels multipletests(method="holm") gives (statsmodels 0.15.0)', () => {
    const expected = [0.05, 0.12, 0.12, 0.03, 0.5, 0.12];
    holm([0.01, 0.04, 0.03, 0.005, 0.5, 0.04]).forEach((p, i) => {
      expect(p).toBeCloseTo(expected[i]!, 14);
    });
  });

  it('leaves out tests that were not made, and refuses what is no p-value', () => {
    expect(holm([null, 0.02, null, 0.6])).toEqual([null, 0.04, null, 0.6]);
    expect(holm([])).toEqual([]);
    expect(() => holm([1.2])).toThrow('1.2');
  });
});
