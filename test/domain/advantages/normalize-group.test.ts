import fc from 'fast-check';
import { lessMeanOfOthers } from '../../../src/domain/advantages/less-mean-of-others';
import { normalizeGroup } from '../../../src/domain/advantages/normalize-group';

const SAMPLE = { epsilon: 1e-6, standardDeviation: 'SAMPLE' } as const;

describe('normalizeGroup', () => {
  it('gives the example worked by hand', () => {
    // Mean 2; sample std sqrt((1 + 1 + 0) / 2) = 1, population std sqrt(2 / 3).
    const sample = normalizeGroup([1, 3, 2], { ...SAMPLE, epsilon: 0 });
    expect(sample).toEqual([-1, 1, 0]);
    const population = normalizeGroup([1, 3, 2], { epsilon: 0, standardDeviation: 'POPULATION' });
    expect(population[1]).toBeCloseTo(Math.sqrt(3 / 2), 14);
  });

  it('adds epsilon to the standard deviation', () => {
    expect(normalizeGroup([1, 3, 2], { ...SAMPLE, epsilon: 1 })).toEqual([-0.5, 0.5, 0]);
  });

  it.each([[[]], [[7]], [[0.1, 0.1, 0.1]]])('gives %p, which carry no signal, exactly 0', (values) => {
    expect(normalizeGroup(values, SAMPLE)).toEqual(values.map(() => 0));
    expect(normalizeGroup(values, { epsilon: 0, standardDeviation: 'SAMPLE' })).toEqual(values.map(() => 0));
  });

  it('sums to 0, whatever the values', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(value), (values) => {
        const sum = normalizeGroup(values, SAMPLE).reduce((total, x) => total + x, 0);
        expect(Math.abs(sum)).toBeLessThan(1e-6);
      }),
    );
  });
});

describe('lessMeanOfOthers', () => {
  it('gives the example worked by hand', () => {
    expect(lessMeanOfOthers([1, 0, 0])).toEqual([1, -0.5, -0.5]);
  });

  it.each([[[]], [[7]], [[0.1, 0.1, 0.1]]])('gives %p exactly 0', (values) => {
    expect(lessMeanOfOthers(values)).toEqual(values.map(() => 0));
  });

  it('is n / (n - 1) times the distance from the mean of all', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 2 }), (values) => {
        const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
        lessMeanOfOthers(values).forEach((advantage, i) => {
          expect(advantage).toBeCloseTo(((values[i]! - mean) * values.length) / (values.length - 1), 9);
        });
      }),
    );
  });
});
