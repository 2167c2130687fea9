import fc from 'fast-check';
import { crossFittedAccuracy } from '../../../../src/domain/statistics/association/cross-fitted-accuracy';
import { rocArea } from '../../../../src/domain/statistics/association/roc-area';

const scored = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()));

describe('rocArea', () => {
  it('gives 0.625 for the example worked by hand', () => {
    // Pairs of positive and negative: 3 > 2, 3 > 1, 1 < 2, 1 = 1: 2.5 of 4.
    expect(rocArea([3, 1, 2, 1], [true, true, false, false])).toBe(0.625);
  });

  it('agrees with SciPy 1.17.1 (scipy.stats.mannwhitneyu over the number of pairs)', () => {
    const isPositive = [false, false, true, true, true, true, false];
    expect(rocArea([0.1, 0.4, 0.35, 0.8, 0.4, 0.9, 0.1], isPositive)).toBe(0.875);
  });

  it('is undefined without a positive or without a negative', () => {
    expect(rocArea([1, 2], [true, true])).toBeNull();
    expect(rocArea([1, 2], [false, false])).toBeNull();
    expect(rocArea([], [])).toBeNull();
  });

  it('is one half when all scores are equal', () => {
    expect(rocArea([7, 7, 7], [true, false, false])).toBe(0.5);
  });

  it('equals the share of rightly ranked pairs, counted one by one', () => {
    fc.assert(
      fc.property(scored, (list) => {
        const positives = list.filter(([, isPositive]) => isPositive);
        const negatives = list.filter(([, isPositive]) => !isPositive);
        const points = positives.flatMap(([a]) => negatives.map(([b]) => (a > b ? 1 : a === b ? 0.5 : 0)));
        const expected = points.length === 0 ? null : points.reduce<number>((sum, x) => sum + x, 0) / points.length;
        const actual = rocArea(
          list.map(([score]) => score),
          list.map(([, isPositive]) => isPositive),
        );
        expect(actual).toBe(expected);
      }),
    );
  });

  it('refuses lists of different length and scores that are not finite', () => {
    expect(() => rocArea([1], [true, false])).toThrow('1 scores');
    expect(() => rocArea([1, NaN], [true, false])).toThrow('NaN');
  });
});

describe('crossFittedAccuracy', () => {
  const foldOf = Uint32Array.of(0, 1, 0, 1);

  it('compares pairs inside a fold only, each scored by the fit without that fold', () => {
    const accuracy = crossFittedAccuracy({
      foldOf,
      foldCount: 2,
      isPositive: [true, true, false, false],
      // Fold 0 ranks rightly; fold 1 wrongly, and on a scale that would win every pair across folds.
      scoresOf: (fold, positions) => positions.map((position) => (fold === 0 ? -position : 100 + position)),
    });
    expect(accuracy).toBe(0.5);
  });

  it('asks for the scores of each fold once, with the rollouts of that fold', () => {
    const asked: [number, readonly number[]][] = [];
    crossFittedAccuracy({
      foldOf,
      foldCount: 2,
      isPositive: [true, true, false, false],
      scoresOf: (fold, positions) => {
        asked.push([fold, positions]);
        return positions.map(() => 0);
      },
    });
    expect(asked).toEqual([
      [0, [0, 2]],
      [1, [1, 3]],
    ]);
  });

  it('is undefined when no fold has both a positive and a negative', () => {
    const isPositive = [true, false, true, false];
    expect(crossFittedAccuracy({ foldOf, foldCount: 2, isPositive, scoresOf: (_, all) => all })).toBeNull();
  });

  it('refuses folds that do not fit', () => {
    const scoresOf = (_: number, positions: readonly number[]): readonly number[] => positions;
    expect(() => crossFittedAccuracy({ foldOf, foldCount: 1, isPositive: [true, true, true, true], scoresOf })).toThrow(
      'fold 1 is out of range',
    );
    expect(() => crossFittedAccuracy({ foldOf, foldCount: 2, isPositive: [true], scoresOf })).toThrow('4 folds');
  });
});
