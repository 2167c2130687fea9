import { InvalidInputError } from '../../../errors';
import type { Random } from '../../random';
import { bcaInterval } from './bca-interval';
import type { Bounds } from './bounds';
import { quantileOfSorted } from './quantile';
import { requireFinite } from '../numeric/require-finite';
import { resampleTaskSums } from './resample-task-sums';
import { sumCarefully } from '../numeric/sum-carefully';

/** A statistic over tasks: the sum of numerators divided by the sum of denominators. */
export type TaskRatio = {
  /** One finite number per task. */
  readonly numerators: Float64Array;
  /** One number above 0 per task; null gives each task weight 1, so that the ratio is a mean over tasks. */
  readonly denominators: Float64Array | null;
};

export type RatioBootstrap = {
  readonly ratios: readonly TaskRatio[];
  readonly taskCount: number;
  readonly draws: number;
  /** Above 0 and below 1. */
  readonly confidence: number;
  readonly random: Random;
  readonly onProgress?: ((drawsDone: number) => void) | undefined;
};

/** A statistic with its bootstrap intervals. */
export type BootstrappedRatio = {
  readonly value: number;
  readonly percentile: Bounds | null;
  readonly bca: Bounds | null;
  /** Standard deviation over the draws; null when the percentile interval is null. */
  readonly standardError: number | null;
  /** Why an interval is null; null when neither is. */
  readonly reason: string | null;
};

/** Two numbers that differ by less are equal up to rounding. */
const SAME = 1e-12;

/**
 * Statistics of tasks with intervals by resampling tasks: percentile and BCa. The trials of a task stay together,
 * because they are not independent. All statistics use the same draws.
 *
 * @returns in the order of `ratios`. Both intervals are null with one task, without draws, and when every task has the
 *   same ratio: resampling constant values says nothing about unseen tasks. Only the BCa interval is null when all
 *   draws lie on one side of the observed statistic
 * @throws InvalidInputError without tasks, when lengths differ, a number is not finite or a denominator is not above 0
 * @see Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapters 13 and 14. Measured coverage: see
 *   `src/domain/evaluation/measured-coverage.ts`
 */
export function bootstrapRatios(bootstrap: RatioBootstrap): BootstrappedRatio[] {
  const { ratios, taskCount, draws, confidence, random, onProgress } = bootstrap;
  if (taskCount === 0) throw new InvalidInputError('a bootstrap over tasks needs at least 1 task; there are 0');
  for (const ratio of ratios) checkRatio(ratio, taskCount);
  const figures = [...new Set(ratios.flatMap(({ numerators, denominators }) => [numerators, denominators]))];
  const columns = figures.filter((figure) => figure !== null);
  const sums = resampleTaskSums({ figures: columns, taskCount, draws, random, onProgress });
  const sumsOf = (figure: Float64Array | null): Float64Array | null =>
    figure === null ? null : sums[columns.indexOf(figure)]!;
  return ratios.map((ratio) => {
    const numeratorSums = sumsOf(ratio.numerators)!;
    const denominatorSums = sumsOf(ratio.denominators);
    const sortedDraws = numeratorSums
      .map((sum, draw) => sum / (denominatorSums === null ? taskCount : denominatorSums[draw]!))
      .sort();
    return describe(ratio, sortedDraws, confidence);
  });
}

function checkRatio({ numerators, denominators }: TaskRatio, taskCount: number): void {
  requireFinite('numerators', numerators);
  for (const list of [numerators, denominators ?? numerators]) {
    if (list.length !== taskCount)
      throw new InvalidInputError(`${list.length} values were given for ${taskCount} tasks`);
  }
  if (denominators === null) return;
  requireFinite('denominators', denominators);
  const bad = denominators.findIndex((value) => value <= 0);
  if (bad >= 0)
    throw new InvalidInputError(`denominators has ${denominators[bad]!} at position ${bad}; each must be above 0`);
}

function describe(ratio: TaskRatio, sortedDraws: Float64Array, confidence: number): BootstrappedRatio {
  const { numerators, denominators } = ratio;
  const taskCount = numerators.length;
  const numerator = sumCarefully(numerators);
  const denominator = denominators === null ? taskCount : sumCarefully(denominators);
  const value = numerator / denominator;
  const reason = reasonForNoInterval(ratio, sortedDraws.length);
  if (reason !== null) return { value, percentile: null, bca: null, standardError: null, reason };

  const leaveOneOut = numerators.map(
    (own, task) => (numerator - own) / (denominator - (denominators === null ? 1 : denominators[task]!)),
  );
  // Sums of the same tasks in another order may round differently; draws equal to the observed statistic must count as
  // equal.
  const snapped = sortedDraws.map((draw) => (Math.abs(draw - value) <= SAME ? value : draw));
  const bca = bcaInterval({ sortedDraws: snapped, observed: value, leaveOneOut, confidence });
  return {
    value,
    percentile: {
      low: quantileOfSorted(sortedDraws, (1 - confidence) / 2),
      high: quantileOfSorted(sortedDraws, (1 + confidence) / 2),
    },
    bca: bca === null ? null : { low: bca.low, high: bca.high },
    standardError: deviationOf(sortedDraws),
    reason: bca === null ? 'no BCa interval: all draws lie on one side of the observed value' : null,
  };
}

function reasonForNoInterval({ numerators, denominators }: TaskRatio, draws: number): string | null {
  const taskCount = numerators.length;
  if (taskCount === 1) return 'no bootstrap interval: there is 1 task, and resampling needs at least 2';
  if (draws < 2) return `no bootstrap interval: at least 2 draws are needed, and ${draws} were requested`;
  const ratioOf = (task: number): number => numerators[task]! / (denominators === null ? 1 : denominators[task]!);
  const first = ratioOf(0);
  const varies = numerators.some((_, task) => Math.abs(ratioOf(task) - first) > SAME);
  return varies ? null : `no bootstrap interval: all ${taskCount} tasks have the same value`;
}

function deviationOf(values: Float64Array): number {
  const mean = sumCarefully(values) / values.length;
  return Math.sqrt(sumCarefully(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
}
