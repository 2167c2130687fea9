import fc from 'fast-check';
import { sumCarefully, sumOfProducts } from '../../../../src/domain/statistics/numeric/sum-carefully';

describe('sumCarefully', () => {
  it('keeps small numbers that a plain sum loses beside a large one', () => {
    const values = [1, 1e100, 1, -1e100];
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(0);
    expect(sumCarefully(values)).toBe(2);
  });

  it('gives 0 for no numbers', () => {
    expect(sumCarefully([])).toBe(0);
  });

  it('is exact for integers in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (values) => {
        expect(sumCarefully([...values].reverse())).toBe(values.reduce((sum, value) => sum + value, 0));
      }),
    );
  });
});

describe('sumOfProducts', () => {
  it('adds up the products of two lists', () => {
    expect(sumOfProducts(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, -6))).toBe(-4);
  });

  it('keeps small products beside large ones', () => {
    expect(sumOfProducts(Float64Array.of(1, 1e60, 1, -1e60), Float64Array.of(1, 1e40, 1, 1e40))).toBe(2);
  });
});
