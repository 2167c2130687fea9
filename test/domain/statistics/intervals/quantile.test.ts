import fc from 'fast-check';
import { quantile } from '../../../../src/domain/statistics/intervals/quantile';

const VALUES = [3, 1, 4, 1, 5, 9, 2, 6];

describe('quantile', () => {
  it.each([
    [0.025, 1],
    [0.3, 2.1],
    [0.5, 3.5],
    [0.975, 8.475],
    [0, 1],
    [1, 9],
  ])('agrees with NumPy 2.4.6 (numpy.quantile) at %p', (share, expected) => {
    expect(quantile(VALUES, share)).toBeCloseTo(expected, 12);
  });

  it('is undefined without values, and the value itself of one', () => {
    expect(quantile([], 0.5)).toBeNull();
    expect(quantile([7], 0.975)).toBe(7);
  });

  it('lies between the least and the largest value and rises with the share', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), share, share, (values, a, b) => {
        const low = quantile(values, Math.min(a, b))!;
        const high = quantile(values, Math.max(a, b))!;
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
        expect(high).toBeGreaterThanOrEqual(low - 1e-6);
      }),
    );
  });

  it('does not change its argument', () => {
    const values = [2, 1];
    quantile(values, 0.5);
    expect(values).toEqual([2, 1]);
  });

  it('refuses shares outside 0 to 1 and values that are not finite', () => {
    expect(() => quantile(VALUES, 1.1)).toThrow('1.1');
    expect(() => quantile(VALUES, NaN)).toThrow('NaN');
    expect(() => quantile([1, Infinity], 0.5)).toThrow('Infinity');
  });
});
