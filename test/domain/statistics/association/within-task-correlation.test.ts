import fc from 'fast-check';
import { pearson } from '../../../../src/domain/statistics/association/pearson';
import { orderByTask } from '../../../../src/domain/statistics/passes/task-order';
import { withinTaskCorrelation } from '../../../../src/domain/statistics/association/within-task-correlation';

describe('withinTaskCorrelation', () => {
  it('gives -0.5 where the raw correlation is positive, in the example worked by hand', () => {
    // Task 0 is easy and has the tool in 3 of 4 rollouts, task 1 is hard and has it in 1 of 4.
    const x = [1, 1, 1, 0, 1, 0, 0, 0];
    const y = [1, 1, 1, 1, 0, 1, 0, 0];
    const taskIndex = Uint32Array.of(0, 0, 0, 0, 1, 1, 1, 1);
    // Within task 1: x - 1/4 = (3, -1, -1, -1)/4, y - 1/4 = (-1, 3, -1, -1)/4, products -4/16, squares of y 12/16.
    // Squares of x are 12/16 in each task; y does not vary in task 0.
    const expected = -4 / 16 / Math.sqrt((24 / 16) * (12 / 16));
    expect(withinTaskCorrelation({ x, y, taskIndex, taskCount: 2 })).toBeCloseTo(expected, 14);
    expect(pearson(x, y)).toBeGreaterThan(0.2);
  });

  it('equals the plain correlation when there is one task', () => {
    const number = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1 }), (list) => {
        const x = list.map(([a]) => a);
        const y = list.map(([, b]) => b);
        const within = withinTaskCorrelation({ x, y, taskIndex: new Uint32Array(x.length), taskCount: 1 });
        const plain = pearson(x, y);
        if (plain === null) expect(within).toBeNull();
        else expect(within).toBeCloseTo(plain, 12);
      }),
    );
  });

  it('does not see what is added to all rollouts of a task', () => {
    const taskIndex = Uint32Array.of(0, 1, 0, 1, 2);
    const base = withinTaskCorrelation({ x: [1, 0, 0, 1, 1], y: [1, 0, 0, 0, 1], taskIndex, taskCount: 3 });
    const moved = withinTaskCorrelation({ x: [8, 0, 7, 1, 1], y: [1, 5, 0, 5, -9], taskIndex, taskCount: 3 });
    expect(base).not.toBeNull();
    expect(moved).toBeCloseTo(base!, 14);
  });

  it.each([
    ['every task has one rollout', [1, 0, 1], [1, 0, 0], [0, 1, 2]],
    ['the figure is constant in each task', [0.1, 0.1, 0.1, 7], [1, 0, 1, 0], [0, 0, 0, 1]],
    ['the outcome is constant in each task', [1, 0, 1, 0], [0.1, 0.1, 0.1, 7], [0, 0, 0, 1]],
    ['there are no rollouts', [], [], []],
  ])('is undefined when %s', (_, x, y, tasks) => {
    expect(withinTaskCorrelation({ x, y, taskIndex: Uint32Array.from(tasks), taskCount: 3 })).toBeNull();
  });

  it('refuses lists that do not fit together', () => {
    const taskIndex = Uint32Array.of(0, 0);
    expect(() => withinTaskCorrelation({ x: [1], y: [1, 2], taskIndex, taskCount: 1 })).toThrow('1 and 2');
    expect(() => withinTaskCorrelation({ x: [1], y: [1], taskIndex, taskCount: 1 })).toThrow('1 values');
    expect(() => withinTaskCorrelation({ x: [1, 2], y: [1, NaN], taskIndex, taskCount: 1 })).toThrow('NaN');
    expect(() => withinTaskCorrelation({ x: [1, 2], y: [1, 2], taskIndex, taskCount: 0 })).toThrow('out of range');
  });
});

describe('orderByTask', () => {
  it('puts the rollouts of a task together, in their order, and allows a task without any', () => {
    const { order, offsets } = orderByTask(Uint32Array.of(2, 0, 2, 0), 3);
    expect([...order]).toEqual([1, 3, 0, 2]);
    expect([...offsets]).toEqual([0, 2, 2, 4]);
  });
});
