import { createRandom } from '../../../../src/domain/random';
import { bootstrapTasks } from '../../../../src/domain/statistics/intervals/bootstrap-tasks';

describe('bootstrapTasks', () => {
  it('finds the interval of a mean over tasks that theory gives', () => {
    // 400 tasks with the values 0 and 1 in equal parts: the mean has the standard error 0.025.
    const values = Array.from({ length: 400 }, (_, task) => task % 2);
    const [interval] = bootstrapTasks({
      taskCount: 400,
      draws: 2000,
      random: createRandom(3),
      statisticCount: 1,
      statisticsOf: (timesDrawn) => [values.reduce((sum, value, task) => sum + value * timesDrawn[task]!, 0) / 400],
    });
    expect(interval!.low).toBeCloseTo(0.5 - 1.96 * 0.025, 2);
    expect(interval!.high).toBeCloseTo(0.5 + 1.96 * 0.025, 2);
    expect(interval).toMatchObject({ draws: 2000, droppedDraws: 0 });
  });

  it('draws as many tasks as there are', () => {
    const sizes = new Set<number>();
    bootstrapTasks({
      taskCount: 7,
      draws: 50,
      random: createRandom(1),
      statisticCount: 0,
      statisticsOf: (timesDrawn) => {
        sizes.add(timesDrawn.reduce((sum, times) => sum + times, 0));
        return [];
      },
    });
    expect([...sizes]).toEqual([7]);
  });

  it('drops and counts the draws in which a statistic is undefined, for each statistic by itself', () => {
    const [sometimes, never] = bootstrapTasks({
      taskCount: 2,
      draws: 1000,
      random: createRandom(9),
      statisticCount: 2,
      statisticsOf: (timesDrawn) => [timesDrawn[0] === 0 ? null : timesDrawn[0]!, null],
    });
    // Task 0 is missing in a quarter of the draws.
    expect(sometimes!.droppedDraws).toBeGreaterThan(200);
    expect(sometimes!.droppedDraws).toBeLessThan(300);
    expect(sometimes!.draws + sometimes!.droppedDraws).toBe(1000);
    expect(sometimes).toMatchObject({ low: 1, high: 2 });
    expect(never).toEqual({ low: null, high: null, draws: 0, droppedDraws: 1000 });
  });

  it('gives the same interval for the same seed and reports its progress', () => {
    const progress: number[] = [];
    const run = (seed: number) =>
      bootstrapTasks({
        taskCount: 30,
        draws: 300,
        random: createRandom(seed),
        statisticCount: 1,
        statisticsOf: (timesDrawn) => [timesDrawn.reduce((sum, times, task) => sum + times * task, 0)],
        onProgress: (done) => progress.push(done),
      });
    const first = run(1);
    expect(progress).toEqual([100, 200, 300]);
    expect(run(1)).toEqual(first);
    expect(run(2)).not.toEqual(first);
  });

  it('gives an empty interval without draws, and refuses draws without tasks', () => {
    const bootstrap = { random: createRandom(1), statisticCount: 1, statisticsOf: () => [1] };
    const [interval] = bootstrapTasks({ ...bootstrap, taskCount: 3, draws: 0 });
    expect(interval).toEqual({ low: null, high: null, draws: 0, droppedDraws: 0 });
    expect(() => bootstrapTasks({ ...bootstrap, taskCount: 0, draws: 1 })).toThrow('there are 0');
  });
});
