import { createRandom } from '../random';
import { bootstrapRatios, type BootstrappedRatio, type TaskRatio } from '../statistics/intervals/bootstrap-ratios';
import { pairedTTest } from '../statistics/tests/paired-t-test';
import { chanceThatAllPass, chanceThatAnyPasses } from '../statistics/passes/task-chances';
import { minTrials, type TaskTrials } from '../statistics/passes/task-trials';
import { wilsonInterval } from '../statistics/intervals/wilson-interval';
import type { Estimate, EstimateAtK } from './evaluation-report';
import { EVALUATION_STREAMS, type EvaluationSettings } from './evaluation-settings';
import type { CountedTasks } from './task-tallies';

/** The figures of an evaluation. */
export type TaskEstimates = {
  readonly passRate: Estimate;
  readonly averageReward: Estimate;
  readonly passHatK: readonly EstimateAtK[];
  readonly passAtK: readonly EstimateAtK[];
  readonly isTruncatedAtMaxK: boolean;
};

/**
 * Estimates every figure over the tasks that count, all with the same bootstrap draws.
 *
 * @returns pass^k and pass@k up to the max number of trials of a task; beyond the min number they are null with the
 *   reason, because they are undefined for some tasks
 */
export function estimateTasks(
  counted: CountedTasks,
  settings: EvaluationSettings,
  onProgress?: (drawsDone: number) => void,
): TaskEstimates {
  const { tallies, trials } = counted;
  const scored = tallies.map((tally) => tally.scored);
  const passes = ratioOf(
    tallies.map((tally) => tally.passes),
    scored,
  );
  const rewards = ratioOf(
    tallies.map((tally) => tally.rewardSum),
    scored,
  );
  const rewardsArePasses = tallies.every((tally) => tally.rewardSum === tally.passes);
  const definedK = Math.min(settings.maxK, minTrials(trials));
  const hatRatios = chancesOfTasks(trials, definedK, chanceThatAllPass);
  const atRatios = chancesOfTasks(trials, definedK, chanceThatAnyPasses);
  const hasScores = tallies.length > 0 && scored.every((count) => count > 0);
  const means = hasScores ? [passes, rewardsArePasses ? passes : rewards] : [];
  const ratios = [...means, ...hatRatios, ...atRatios];
  const results = tallies.length === 0 ? [] : bootstrap(ratios, tallies.length, { settings, onProgress });
  const [passRate, averageReward] = hasScores ? results : [];
  const overK = (ofHats: boolean): EstimateAtK[] => {
    const first = means.length + (ofHats ? 0 : definedK);
    return estimatesOverK({ trials, settings, ratios: ofHats ? hatRatios : atRatios, results: results.slice(first) });
  };
  const isOneTrialEach = scored.every((count) => count === 1);
  const missing = tallies.length === 0 ? 'no task has a scored trial' : 'a task that counts has no scored trial';
  const successes = tallies.reduce((sum, tally) => sum + tally.passes, 0);
  return {
    passRate: {
      ...(passRate === undefined ? undefinedEstimate(missing) : estimateOf(passRate)),
      wilson: isOneTrialEach ? wilsonInterval({ trials: tallies.length, successes }, settings.confidence) : null,
    },
    averageReward: averageReward === undefined ? undefinedEstimate(missing) : estimateOf(averageReward),
    passHatK: overK(true),
    passAtK: overK(false),
    isTruncatedAtMaxK: maxTrials(trials) > settings.maxK,
  };
}

function ratioOf(numerators: readonly number[], denominators: readonly number[]): TaskRatio {
  return { numerators: Float64Array.from(numerators), denominators: Float64Array.from(denominators) };
}

function chancesOfTasks(
  trials: readonly TaskTrials[],
  definedK: number,
  chanceOf: (task: TaskTrials, k: number) => number,
): TaskRatio[] {
  return Array.from({ length: definedK }, (_, index) => ({
    numerators: Float64Array.from(trials, (task) => chanceOf(task, index + 1)),
    denominators: null,
  }));
}

type BootstrapOptions = {
  readonly settings: EvaluationSettings;
  readonly onProgress: ((drawsDone: number) => void) | undefined;
};

function bootstrap(ratios: readonly TaskRatio[], taskCount: number, options: BootstrapOptions): BootstrappedRatio[] {
  const { settings, onProgress } = options;
  return bootstrapRatios({
    ratios,
    taskCount,
    draws: settings.bootstrapDraws,
    confidence: settings.confidence,
    random: createRandom(settings.seed, EVALUATION_STREAMS.BOOTSTRAP),
    onProgress,
  });
}

type FiguresOverK = {
  readonly trials: readonly TaskTrials[];
  readonly settings: EvaluationSettings;
  readonly ratios: readonly TaskRatio[];
  readonly results: readonly BootstrappedRatio[];
};

function estimatesOverK({ trials, settings, ratios, results }: FiguresOverK): EstimateAtK[] {
  const least = minTrials(trials);
  return Array.from({ length: Math.min(settings.maxK, maxTrials(trials)) }, (_, index) => {
    const k = index + 1;
    const ratio = ratios[index];
    const result = results[index];
    if (ratio === undefined || result === undefined) {
      return { k, estimate: undefinedEstimate(`a task has only ${least} trials that count`) };
    }
    // When k equals the number of trials, the figure of a task is a single 0 or 1, independent of other tasks.
    const isIndicator = trials.every((task) => task.trials === k);
    const successes = ratio.numerators.reduce((sum, value) => sum + value, 0);
    const test = pairedTTest(ratio.numerators, settings.confidence);
    const estimate: Estimate = {
      ...estimateOf(result),
      studentT: test.t === null ? null : test.interval,
      wilson: isIndicator ? wilsonInterval({ trials: trials.length, successes }, settings.confidence) : null,
    };
    return { k, estimate };
  });
}

function estimateOf({ value, percentile, bca, standardError, reason }: BootstrappedRatio): Estimate {
  return { value, percentile, bca, studentT: null, wilson: null, standardError, reason };
}

function undefinedEstimate(reason: string): Estimate {
  return { value: null, percentile: null, bca: null, studentT: null, wilson: null, standardError: null, reason };
}

function maxTrials(trials: readonly TaskTrials[]): number {
  return trials.reduce((most, task) => Math.max(most, task.trials), 0);
}
