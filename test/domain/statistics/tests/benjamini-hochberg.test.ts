import fc from 'fast-check';
import { benjaminiHochberg } from '../../../../src/domain/statistics/tests/benjamini-hochberg';

const pValue = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));

describe('benjaminiHochberg', () => {
  it('gives the q-values worked by hand', () => {
    // Ranks 1, 3, 2 of 3: 0.01 * 3 = 0.03, 0.04 * 3 / 3 = 0.04, min(0.03 * 3 / 2, 0.04) = 0.04.
    const qValues = benjaminiHochberg([0.01, 0.04, 0.03]);
    [0.03, 0.04, 0.04].forEach((expected, i) => {
      expect(qValues[i]).toBeCloseTo(expected, 14);
    });
  });

  it('agrees with SciPy 1.17.1 (scipy.stats.false_discovery_control)', () => {
    const qValues = benjaminiHochberg([0.01, 0.04, 0.03, 0.2, 0.005]);
    [0.025, 0.05, 0.05, 0.2, 0.025].forEach((expected, i) => {
      expect(qValues[i]).toBeCloseTo(expected, 14);
    });
  });

  it('leaves out tests that were not made', () => {
    expect(benjaminiHochberg([null, 0.02, null])).toEqual([null, 0.02, null]);
    expect(benjaminiHochberg([null])).toEqual([null]);
    expect(benjaminiHochberg([])).toEqual([]);
  });

  it('gives q at least p and at most 1, in the order of the p-values', () => {
    fc.assert(
      fc.property(fc.array(pValue), (pValues) => {
        const qValues = benjaminiHochberg(pValues);
        const made = pValues.flatMap((p, i) => (p === null ? [] : [{ p, q: qValues[i]! }]));
        expect(qValues.filter((q) => q !== null).length).toBe(made.length);
        for (const { p, q } of made) {
          expect(q).toBeGreaterThanOrEqual(p);
          expect(q).toBeLessThanOrEqual(1);
          for (const other of made) if (other.p <= p) expect(other.q).toBeLessThanOrEqual(q);
        }
      }),
    );
  });

  it.each([-0.1, 1.1, NaN])('refuses the p-value %p', (p) => {
    expect(() => benjaminiHochberg([p])).toThrow(String(p));
  });
});
