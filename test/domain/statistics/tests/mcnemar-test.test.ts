import { mcnemarTest } from '../../../../src/domain/statistics/tests/mcnemar-test';
import { expectRelativelyClose } from '../../../support/expect-relatively-close';

describe('mcnemarTest', () => {
  it.each([
    [3, 11, 0.057373046875, 0.035156249999999965],
    [0, 6, 0.03125, 0.015624999999999879],
    [25, 40, 0.08168153394154003, 0.06401750413722561],
    [1, 0, 1.0, 0.4999999999999999],
    [7, 7, 1.0, 0.8952636718750001],
    [120, 180, 0.0006342200069283566, 0.0005224207099608604],
  ])(
    'of %d and %d is what statsmodels mcnemar(exact=True) and scipy.stats.binom give (statsmodels 0.15.0, scipy 1.17.1)',
    (onlyFirst, onlySecond, exactP, midP) => {
      const test = mcnemarTest(onlyFirst, onlySecond);
      expectRelativelyClose(test.exactP, exactP, 1e-10);
      expectRelativelyClose(test.midP, midP, 1e-10);
      expect(mcnemarTest(onlySecond, onlyFirst).exactP).toBe(test.exactP);
    },
  );

  it('finds nothing when no pair differs, and refuses a count below 0', () => {
    expect(mcnemarTest(0, 0)).toMatchObject({ exactP: 1, midP: 1 });
    expect(() => mcnemarTest(-1, 0)).toThrow('-1');
  });
});
