import fc from 'fast-check';
import { createRandom } from '../../../../src/domain/random';
import { permuteWithinTasks } from '../../../../src/domain/statistics/tests/permute-within-tasks';
import { withinTaskCorrelation } from '../../../../src/domain/statistics/association/within-task-correlation';

function permute(figures: number[][], outcomes: number[], tasks: number[], draws = 20_000): (number | null)[] {
  return permuteWithinTasks({
    figures,
    outcomes,
    taskIndex: Uint32Array.from(tasks),
    taskCount: Math.max(0, ...tasks) + 1,
    draws,
    random: createRandom(11),
  });
}

/** Every assignment of outcomes to rollouts that keeps each task's outcomes together, as often as it can come about. */
function allPermutations(outcomes: number[], tasks: number[]): number[][] {
  const orders = (rest: number[]): number[][] =>
    rest.length === 0 ? [[]] : rest.flatMap((i) => orders(rest.filter((j) => j !== i)).map((tail) => [i, ...tail]));
  const members = [...new Set(tasks)].map((task) => tasks.flatMap((other, i) => (other === task ? [i] : [])));
  let results = [outcomes.slice()];
  for (const positions of members) {
    results = results.flatMap((result) =>
      orders(positions).map((order) => {
        const permuted = result.slice();
        positions.forEach((position, rank) => (permuted[position] = outcomes[order[rank]!]!));
        return permuted;
      }),
    );
  }
  return results;
}

describe('permuteWithinTasks', () => {
  it('gives the p-value worked by hand', () => {
    // Three tasks of two, each with presence and success in the same rollout: rho is 1, and only 2 of the 8 equally likely
    // assignments have |rho| = 1.
    const [p] = permute([[1, 0, 1, 0, 1, 0]], [1, 0, 1, 0, 1, 0], [0, 0, 1, 1, 2, 2]);
    expect(p).toBeCloseTo(0.25, 1);
    expect(Math.abs(p! - 0.25)).toBeLessThan(0.015);
  });

  it('comes close to the p-value of all permutations, for several figures at once', () => {
    const tasks = [0, 1, 0, 1, 0, 2, 0, 2];
    const outcomes = [1, 0, 0, 1, 0.5, 1, 0, 0];
    const figures = [
      [1, 0, 0, 1, 1, 1, 0, 1],
      [0, 0, 1, 1, 0, 1, 0, 0],
    ];
    const taskIndex = Uint32Array.from(tasks);
    const rhoOf = (x: number[], y: number[]): number => withinTaskCorrelation({ x, y, taskIndex, taskCount: 3 })!;
    const exact = figures.map((x) => {
      const observed = Math.abs(rhoOf(x, outcomes));
      const all = allPermutations(outcomes, tasks).map((permuted) => Math.abs(rhoOf(x, permuted)));
      return all.filter((rho) => rho >= observed - 1e-9).length / all.length;
    });
    permute(figures, outcomes, tasks).forEach((p, figure) => {
      expect(Math.abs(p! - exact[figure]!)).toBeLessThan(0.015);
    });
    expect(exact.every((p) => p > 0 && p < 1)).toBe(true);
  });

  it('gives 1 to a figure whose within-task correlation is exactly 0', () => {
    expect(permute([[1, 0, 1, 0]], [1, 0, 0, 1], [0, 0, 1, 1])).toEqual([1]);
  });

  it('is undefined for a figure that varies within no task, and for all when no task has mixed outcomes', () => {
    expect(permute([[1, 1, 0, 0]], [1, 0, 0, 1], [0, 0, 1, 1], 10)).toEqual([null]);
    expect(permute([[1, 0, 1, 0]], [1, 1, 0, 0], [0, 0, 1, 1], 10)).toEqual([null]);
    expect(permute([[]], [], [], 10)).toEqual([null]);
  });

  it('gives 1 without draws', () => {
    expect(permute([[1, 0]], [1, 0], [0, 0], 0)).toEqual([1]);
  });

  it('does not depend on the scale of outcome or figure', () => {
    const outcome = fc.constantFrom(0, 1, 0.5);
    const rollouts = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), outcome, fc.integer({ min: 0, max: 2 })));
    fc.assert(
      fc.property(rollouts, (list) => {
        const x = list.map(([a]) => a);
        const y = list.map(([, b]) => b);
        const tasks = list.map(([, , task]) => task);
        const scaled = permute(
          [x.map((a) => 4 * a - 8)],
          y.map((b) => 16 * b),
          tasks,
          50,
        );
        expect(scaled).toEqual(permute([x], y, tasks, 50));
      }),
    );
  });

  it('refuses outcomes that are not finite', () => {
    expect(() => permute([[1, 0]], [1, NaN], [0, 0])).toThrow('NaN');
  });
});
