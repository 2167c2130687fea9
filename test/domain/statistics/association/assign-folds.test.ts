import fc from 'fast-check';
import { createRandom } from '../../../../src/domain/random';
import { assignFolds } from '../../../../src/domain/statistics/association/assign-folds';

describe('assignFolds', () => {
  it('gives each fold the same number of tasks, or one more', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 9 }), fc.nat(), (tasks, folds, seed) => {
        const sizes = new Array<number>(folds).fill(0);
        for (const fold of assignFolds(tasks, folds, createRandom(seed))) sizes[fold]! += 1;
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(tasks);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('assigns at random, but the same for the same seed', () => {
    const assign = (seed: number): number[] => [...assignFolds(40, 4, createRandom(seed))];
    expect(assign(1)).toEqual(assign(1));
    expect(assign(1)).not.toEqual(assign(2));
  });

  it.each([0, 1.5, NaN])('refuses %p folds', (folds) => {
    expect(() => assignFolds(4, folds, createRandom(1))).toThrow('folds');
  });
});
