import { createRandom } from '../../../../src/domain/random';
import { bootstrapRatios, type RatioBootstrap } from '../../../../src/domain/statistics/intervals/bootstrap-ratios';
import { bySuiteSize } from '../../../support/suite-size';
import { resampleTaskSums } from '../../../../src/domain/statistics/intervals/resample-task-sums';

function bootstrap(
  values: readonly number[],
  changes: Partial<RatioBootstrap> = {},
): ReturnType<typeof bootstrapRatios> {
  return bootstrapRatios({
    ratios: [{ numerators: Float64Array.from(values), denominators: null }],
    taskCount: values.length,
    draws: 4000,
    confidence: 0.95,
    random: createRandom(3),
    ...changes,
  });
}

describe('resampleTaskSums', () => {
  it('has the mean and variance of sampling with replacement, task by task and by kinds of task', () => {
    const distinct = Float64Array.from({ length: 60 }, (_, task) => task);
    const alike = distinct.map((task) => task % 3);
    for (const figure of [distinct, alike]) {
      const mean = figure.reduce((sum, value) => sum + value, 0) / 60;
      const variance = figure.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const draws = bySuiteSize({ plain: 4000, full: 20_000 });
      const resampling = { figures: [figure], taskCount: 60, draws, random: createRandom(2) };
      const [sums] = resampleTaskSums(resampling);
      const drawnMean = sums!.reduce((sum, value) => sum + value, 0) / draws;
      const drawnVariance = sums!.reduce((sum, value) => sum + (value - drawnMean) ** 2, 0) / draws;
      expect(Math.abs(drawnMean - 60 * mean)).toBeLessThan(4 * Math.sqrt(variance / draws));
      // The variance of a sum of 60 draws is uncertain by sqrt(2 / draws) of itself.
      expect(Math.abs(drawnVariance / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / draws));
    }
  });

  it('draws the same tasks for every figure', () => {
    const figure = Float64Array.from({ length: 40 }, (_, task) => task % 2);
    const [passes, failures] = resampleTaskSums({
      figures: [figure, figure.map((value) => 1 - value)],
      taskCount: 40,
      draws: 100,
      random: createRandom(2),
    });
    expect(new Set(passes!.map((value, draw) => value + failures![draw]!))).toEqual(new Set([40]));
  });

  it('refuses draws without tasks', () => {
    expect(() => resampleTaskSums({ figures: [], taskCount: 0, draws: 1, random: createRandom(1) })).toThrow(
      'there are 0',
    );
  });
});

describe('bootstrapRatios', () => {
  it('finds the interval of a mean over tasks that theory gives', () => {
    // 400 tasks with the values 0 and 1 in equal parts: the mean has the standard error 0.025.
    const [ratio] = bootstrap(Array.from({ length: 400 }, (_, task) => task % 2));
    expect(ratio).toMatchObject({ value: 0.5, reason: null });
    expect(ratio!.standardError).toBeCloseTo(0.025, 2);
    for (const { low, high } of [ratio!.percentile!, ratio!.bca!]) {
      expect(Math.abs(low - (0.5 - 1.96 * 0.025))).toBeLessThan(0.004);
      expect(Math.abs(high - (0.5 + 1.96 * 0.025))).toBeLessThan(0.004);
    }
  });

  it('leans the BCa interval to the longer tail', () => {
    const [ratio] = bootstrap([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.25, 0.25, 1, 1]);
    expect(ratio!.bca!.low).toBeGreaterThan(ratio!.percentile!.low);
    expect(ratio!.bca!.high).toBeGreaterThan(ratio!.percentile!.high);
  });

  it('weighs tasks by their denominators', () => {
    const [ratio] = bootstrap([1, 9], {
      ratios: [{ numerators: Float64Array.of(1, 9), denominators: Float64Array.of(10, 10) }],
    });
    expect(ratio!.value).toBe(0.5);
    expect(ratio!.percentile).toEqual({ low: 0.1, high: 0.9 });
  });

  it('gives the same bytes for the same seed, and others for another', () => {
    const values = [0, 0.25, 1, 0.5, 0.75, 0, 0, 1, 0.25, 0.5];
    const json = (seed: number): string => JSON.stringify(bootstrap(values, { random: createRandom(seed) }));
    expect(json(1)).toBe(json(1));
    expect(json(2)).not.toBe(json(1));
  });

  it('has no interval, and says why, with one task, tasks that are alike, and no draws', () => {
    expect(bootstrap([0.5])[0]).toMatchObject({ value: 0.5, percentile: null, bca: null });
    expect(bootstrap([0.5])[0]!.reason).toContain('there is 1 task');
    expect(bootstrap([1, 1, 1])[0]).toMatchObject({ value: 1, percentile: null, bca: null });
    expect(bootstrap([1, 1, 1])[0]!.reason).toContain('all 3 tasks have the same value');
    expect(bootstrap([1, 0], { draws: 0 })[0]!.reason).toContain('0 were requested');
  });

  it('refuses no tasks, lists of another length, and a denominator of 0', () => {
    expect(() => bootstrap([])).toThrow('there are 0');
    expect(() => bootstrap([1, 2], { taskCount: 3 })).toThrow('2 values were given for 3 tasks');
    const ratios = [{ numerators: Float64Array.of(1, 2), denominators: Float64Array.of(1, 0) }];
    expect(() => bootstrap([1, 2], { ratios })).toThrow('each must be above 0');
  });
});
