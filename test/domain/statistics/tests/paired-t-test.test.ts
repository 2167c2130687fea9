import { pairedTTest } from '../../../../src/domain/statistics/tests/paired-t-test';

const FIRST = [0.5, 0.75, 0, 1, 0.25, 0.5, 0.75, 0];
const SECOND = [0.75, 0.75, 0.25, 1, 0.5, 0.25, 1, 0.5];

describe('pairedTTest', () => {
  it('gives what scipy.stats.ttest_rel and its confidence_interval give (scipy 1.17.1)', () => {
    const test = pairedTTest(
      SECOND.map((value, i) => value - FIRST[i]!),
      0.95,
    );
    const [t, p, low, high] = [
      1.9296124624698994, 0.09497649243577527, -0.035224996403396214, 0.3477249964033962,
    ] as const;
    expect(test.t).toBeCloseTo(t, 11);
    expect(test.p).toBeCloseTo(p, 11);
    expect(test.interval!.low).toBeCloseTo(low, 11);
    expect(test.interval!.high).toBeCloseTo(high, 11);
    expect(test.degreesOfFreedom).toBe(7);
  });

  it('has no t when all differences are equal, and nothing but a mean from one', () => {
    expect(pairedTTest([0.1, 0.1, 0.1], 0.95)).toMatchObject({ standardError: 0, t: null, p: null });
    expect(pairedTTest([0.25], 0.95)).toMatchObject({ meanDifference: 0.25, standardError: null, interval: null });
    expect(pairedTTest([], 0.95).meanDifference).toBeNull();
    expect(() => pairedTTest([NaN], 0.95)).toThrow('NaN');
  });
});
