import { wilsonInterval } from '../../../../src/domain/statistics/intervals/wilson-interval';

describe('wilsonInterval', () => {
  it.each([
    [84, 200, 0.95, 0.35373599161616726, 0.4892792606041954],
    [0, 10, 0.95, 0.0, 0.27753279986288926],
    [10, 10, 0.95, 0.7224672001371109, 1.0],
    [1, 3, 0.9, 0.07826572633372841, 0.7464661317187758],
    [5000, 10000, 0.99, 0.4871251239475885, 0.5128748760524116],
  ])(
    'of %d in %d at %d is what scipy.stats.binomtest(...).proportion_ci(method="wilson") gives (scipy 1.17.1)',
    (successes, trials, confidence, low, high) => {
      const interval = wilsonInterval({ successes, trials }, confidence)!;
      expect(Math.abs(interval.low - low)).toBeLessThan(1e-12);
      expect(Math.abs(interval.high - high)).toBeLessThan(1e-12);
    },
  );

  it('is null without trials, and refuses more successes than trials and a confidence of 1', () => {
    expect(wilsonInterval({ successes: 0, trials: 0 }, 0.95)).toBeNull();
    expect(() => wilsonInterval({ successes: 2, trials: 1 }, 0.95)).toThrow('2 successes');
    expect(() => wilsonInterval({ successes: 1, trials: 1 }, 1)).toThrow('confidence is 1');
  });
});
