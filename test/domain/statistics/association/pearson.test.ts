import fc from 'fast-check';
import { pearson } from '../../../../src/domain/statistics/association/pearson';
import { pointBiserial } from '../../../../src/domain/statistics/association/point-biserial';

const finiteNumber = fc.double({ noNaN: true, noDefaultInfinity: true });
const pairs = fc.array(fc.tuple(finiteNumber, finiteNumber), { minLength: 2 });

describe('pearson', () => {
  it('gives 0.5 for the example worked by hand', () => {
    // Deviations (-1, 0, 1) and (-1, 1, 0): products add up to 1, squares to 2 and 2.
    expect(pearson([1, 2, 3], [1, 3, 2])).toBeCloseTo(0.5, 15);
  });

  it('agrees with SciPy 1.17.1 (scipy.stats.pearsonr)', () => {
    const x = [2.5, 3.1, -1.2, 0.4, 7.7, 5.0];
    const y = [1.0, 0.2, -3.3, 2.2, 4.1, 4.0];
    expect(pearson(x, y)).toBeCloseTo(0.8073432029109083, 14);
  });

  it.each([
    [
      [1, 1, 1],
      [1, 2, 3],
    ],
    [
      [1, 2, 3],
      [0.1, 0.1, 0.1],
    ],
    [[1], [2]],
    [[], []],
  ])('is undefined for %p and %p', (x, y) => {
    expect(pearson(x, y)).toBeNull();
  });

  it('does not lose a small variation beside a large mean', () => {
    expect(pearson([1e15, 1e15 + 1, 1e15 + 2], [1, 2, 3])).toBeCloseTo(1, 12);
  });

  it('survives numbers whose squares overflow or vanish', () => {
    expect(pearson([1e308, -1e308, 0], [1e-300, -1e-300, 0])).toBeCloseTo(1, 12);
  });

  it('is between -1 and 1 or null, the same for exchanged lists, and changes its sign with one of them', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const x = list.map(([a]) => a);
        const y = list.map(([, b]) => b);
        const value = pearson(x, y);
        expect(pearson(y, x)).toBe(value);
        if (value === null) return;
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
        expect(
          pearson(
            x.map((a) => -a),
            y,
          ),
        ).toBeCloseTo(-value, 12);
      }),
    );
  });

  it('refuses lists of different length and numbers that are not finite', () => {
    expect(() => pearson([1, 2], [1])).toThrow('2 and 1');
    expect(() => pearson([1, NaN], [1, 2])).toThrow('x has NaN at position 1');
    expect(() => pearson([1, 2], [1, Infinity])).toThrow('y has Infinity at position 1');
  });
});

describe('pointBiserial', () => {
  it('agrees with SciPy 1.17.1 (scipy.stats.pointbiserialr), real-valued outcomes included', () => {
    const isPresent = [true, false, false, true, true, false, true];
    expect(pointBiserial(isPresent, [1, 0, 0.5, 1, 0, 0, 1])).toBeCloseTo(0.6236095644623237, 14);
  });

  it('is undefined, not 0, when the tier is everywhere', () => {
    expect(pointBiserial([true, true], [0, 1])).toBeNull();
  });
});
