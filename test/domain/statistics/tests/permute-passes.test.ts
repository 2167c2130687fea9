import { createRandom } from '../../../../src/domain/random';
import { bySuiteSize, simulationTolerance } from '../../../support/suite-size';
import { permutePasses, type TaskPair } from '../../../../src/domain/statistics/tests/permute-passes';

function pairOf(first: readonly [number, number], second: readonly [number, number]): TaskPair {
  return {
    first: { successes: first[0], trials: first[1] },
    second: { successes: second[0], trials: second[1] },
  };
}

const DRAWS = bySuiteSize({ plain: 2000, full: 20_000 });

function test(pairs: readonly TaskPair[], maxExactSteps?: number): ReturnType<typeof permutePasses> {
  const limit = maxExactSteps === undefined ? {} : { maxExactSteps };
  return permutePasses({ pairs, draws: DRAWS, random: createRandom(4), ...limit });
}

const UNEQUAL = [pairOf([1, 4], [3, 4]), pairOf([0, 2], [2, 3]), pairOf([2, 2], [2, 3])];
const THREE_TRIALS = [pairOf([1, 3], [3, 3]), pairOf([0, 3], [2, 3]), pairOf([2, 3], [2, 3]), pairOf([0, 3], [1, 3])];
const FIFTY = [
  [4, 3],
  [0, 2],
  [0, 1],
  [1, 2],
  [0, 0],
  [4, 3],
  [4, 2],
  [2, 0],
  [0, 1],
  [0, 3],
  [1, 2],
  [2, 1],
  [3, 1],
  [2, 0],
  [1, 3],
  [0, 3],
  [3, 2],
  [3, 4],
  [0, 4],
  [0, 1],
  [2, 3],
  [1, 3],
  [4, 1],
  [2, 1],
  [2, 2],
  [2, 3],
  [3, 1],
  [2, 3],
  [0, 3],
  [3, 1],
  [3, 1],
  [4, 4],
  [3, 4],
  [1, 3],
  [1, 0],
  [3, 3],
  [3, 1],
  [3, 4],
  [4, 4],
  [1, 2],
  [4, 4],
  [0, 3],
  [0, 1],
  [4, 4],
  [4, 1],
  [1, 0],
  [0, 2],
  [1, 4],
  [0, 3],
  [4, 1],
].map(([first, second]) => pairOf([first!, 4], [second!, 4]));

describe('permutePasses', () => {
  it('gives what listing every permutation in fractions gives (itertools, Python)', () => {
    expect(test(UNEQUAL)).toEqual({ p: expect.closeTo(2444 / 7000, 13) as number, method: 'EXACT', draws: 0 });
    expect(test(THREE_TRIALS).p).toBeCloseTo(14080 / 160000, 13);
  });

  it('gives what scipy.stats.permutation_test gives for one task (scipy 1.17.1, n_resamples=inf)', () => {
    expect(test([pairOf([2, 10], [7, 9])]).p).toBeCloseTo(0.023014137565221155, 12);
  });

  it('gives the exact distribution of 50 tasks, as convolved in fractions (Python)', () => {
    expect(test(FIFTY).p).toBeCloseTo(0.18636333221826148, 12);
  });

  it('draws at random when enumeration is too much work, close to the exact p and the same for a seed', () => {
    const drawn = test(FIFTY, 10);
    expect(drawn).toMatchObject({ method: 'MONTE_CARLO', draws: DRAWS });
    expect(Math.abs(drawn.p! - 0.18636333221826148)).toBeLessThan(simulationTolerance(0.18636333221826148, DRAWS));
    expect(test(FIFTY, 10)).toEqual(drawn);
    expect(Math.abs(test(UNEQUAL, 1).p! - 2444 / 7000)).toBeLessThan(simulationTolerance(2444 / 7000, DRAWS));
  });

  it('does not overflow with thousands of trials', () => {
    expect(test([pairOf([900, 2000], [1000, 2000])]).p).toBeLessThan(0.01);
    expect(test([pairOf([1000, 2000], [1000, 2000])]).p).toBeCloseTo(1, 9);
  });

  it('has nothing to permute where all trials of each task end alike, and refuses a side without trials', () => {
    expect(test([pairOf([4, 4], [4, 4]), pairOf([0, 4], [0, 2])])).toEqual({ p: null, method: null, draws: 0 });
    expect(test([])).toEqual({ p: null, method: null, draws: 0 });
    expect(() => test([pairOf([0, 0], [1, 1])])).toThrow('no trials on one side');
  });
});
