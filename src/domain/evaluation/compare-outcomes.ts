import { createRandom } from '../random';
import { bootstrapRatios, type BootstrappedRatio, type TaskRatio } from '../statistics/intervals/bootstrap-ratios';
import { mcnemarTest } from '../statistics/tests/mcnemar-test';
import { minimumDetectableEffect } from '../statistics/tests/paired-design';
import { pairedTTest, type PairedTTest } from '../statistics/tests/paired-t-test';
import { permutePasses } from '../statistics/tests/permute-passes';
import { chanceThatAllPass, chanceThatAnyPasses } from '../statistics/passes/task-chances';
import { minTrials, type TaskTrials } from '../statistics/passes/task-trials';
import type { ComparisonReport, DesignSensitivity, DifferenceEstimate, SeedPairs } from './comparison-report';
import { designVariances } from './design-variances';
import { checkEvaluationSettings, EVALUATION_STREAMS, type EvaluationSettings } from './evaluation-settings';
import { checkOutcomeMatrix, type OutcomeMatrix } from './outcome-matrix';
import { type PairedTask, pairTasks, pairTrials } from './pair-tasks';
import { withoutFaults } from './without-faults';
import { meanOf } from '../statistics/numeric/mean';

/** Two evaluations; differences are candidate minus baseline. */
export type OutcomePair = { readonly baseline: OutcomeMatrix; readonly candidate: OutcomeMatrix };

/**
 * Compares two evaluations task by task: differences with intervals, three tests, and the minimum detectable effect.
 *
 * @returns figures over the tasks that count on both sides only; undefined figures are null, with the reason
 * @throws InvalidInputError when a setting is out of range, or a task, trial or reward breaks a rule of OutcomeMatrix
 */
export function compareOutcomes(
  pair: OutcomePair,
  settings: EvaluationSettings,
  onProgress?: (drawsDone: number) => void,
): ComparisonReport {
  const checked = checkEvaluationSettings(settings);
  checkOutcomeMatrix(pair.baseline);
  checkOutcomeMatrix(pair.candidate);
  const baseline = withoutFaults(pair.baseline, checked.excludedFaults);
  const candidate = withoutFaults(pair.candidate, checked.excludedFaults);
  const { tasks, onlyInBaseline, onlyInCandidate } = pairTasks(baseline.matrix, candidate.matrix, checked);
  const test = pairedTTest(
    tasks.map((task) => rateOf(task.candidate) - rateOf(task.baseline)),
    checked.confidence,
  );
  return {
    settings: checked,
    draws: {
      seed: checked.seed,
      bootstrapDraws: checked.bootstrapDraws,
      permutationDraws: checked.permutationDraws,
      generator: 'xoroshiro128+',
    },
    tasksPaired: tasks.length,
    tasksOnlyInBaseline: onlyInBaseline,
    tasksOnlyInCandidate: onlyInCandidate,
    ...estimateDifferences(tasks, checked, onProgress),
    pairedTTest: test,
    permutation: permutePasses({
      pairs: tasks.map((task) => ({ first: task.baseline, second: task.candidate })),
      draws: checked.permutationDraws,
      random: createRandom(checked.seed, EVALUATION_STREAMS.PERMUTATION),
    }),
    seedPairs: testSeedPairs(baseline.matrix, candidate.matrix),
    sensitivity: senseDesign(tasks, test, checked),
    exclusions: { baseline: baseline.exclusion, candidate: candidate.exclusion },
  };
}

type Differences = Pick<ComparisonReport, 'averageReward' | 'passHatK' | 'passAtK' | 'isTruncatedAtMaxK'>;

/** A figure on both sides, one number per task; null when any task lacks it. */
type TwoSides = { readonly baseline: readonly number[]; readonly candidate: readonly number[] };

function estimateDifferences(
  tasks: readonly PairedTask[],
  settings: EvaluationSettings,
  onProgress?: (drawsDone: number) => void,
): Differences {
  const trials = tasks.flatMap((task) => [task.baseline, task.candidate]);
  const most = trials.reduce((largest, task) => Math.max(largest, task.trials), 0);
  const ks = Array.from({ length: Math.min(most, settings.maxK) }, (_, index) => index + 1);
  const definedKs = ks.filter((k) => k <= minTrials(trials));
  const rewards = rewardSides(tasks);
  const figures = [
    ...definedKs.map((k) => chanceSides(tasks, (task) => chanceThatAllPass(task, k))),
    ...definedKs.map((k) => chanceSides(tasks, (task) => chanceThatAnyPasses(task, k))),
    ...(rewards === null ? [] : [rewards]),
  ];
  const results = figures.length === 0 ? [] : bootstrapDifferences(figures, settings, onProgress);
  const noTasks = tasks.length === 0 ? 'no task counts on both sides' : null;
  const tooFew = noTasks ?? `a task has only ${minTrials(trials)} trials that count`;
  const estimateAt = (position: number, reason: string): DifferenceEstimate =>
    results[position] ?? undefinedDifference(reason);
  return {
    averageReward: estimateAt(2 * definedKs.length, noTasks ?? 'a task has no scored trial on one side'),
    passHatK: ks.map((k, i) => ({
      k,
      estimate: i < definedKs.length ? estimateAt(i, tooFew) : undefinedDifference(tooFew),
    })),
    passAtK: ks.map((k, i) => {
      const estimate = i < definedKs.length ? estimateAt(definedKs.length + i, tooFew) : undefinedDifference(tooFew);
      return { k, estimate };
    }),
    isTruncatedAtMaxK: most > settings.maxK,
  };
}

function chanceSides(tasks: readonly PairedTask[], chanceOf: (task: TaskTrials) => number): TwoSides {
  return {
    baseline: tasks.map((task) => chanceOf(task.baseline)),
    candidate: tasks.map((task) => chanceOf(task.candidate)),
  };
}

function rewardSides(tasks: readonly PairedTask[]): TwoSides | null {
  const baseline = tasks.map((task) => task.baselineReward).filter((reward) => reward !== null);
  const candidate = tasks.map((task) => task.candidateReward).filter((reward) => reward !== null);
  const isWhole = tasks.length > 0 && baseline.length === tasks.length && candidate.length === tasks.length;
  return isWhole ? { baseline, candidate } : null;
}

function bootstrapDifferences(
  figures: readonly TwoSides[],
  settings: EvaluationSettings,
  onProgress?: (drawsDone: number) => void,
): DifferenceEstimate[] {
  const ratios = figures.map(({ baseline, candidate }): TaskRatio => ({
    numerators: Float64Array.from(candidate, (value, task) => value - baseline[task]!),
    denominators: null,
  }));
  const results = bootstrapRatios({
    ratios,
    taskCount: figures[0]!.baseline.length,
    draws: settings.bootstrapDraws,
    confidence: settings.confidence,
    random: createRandom(settings.seed, EVALUATION_STREAMS.BOOTSTRAP),
    onProgress,
  });
  return results.map((result, i) => differenceOf(figures[i]!, result));
}

function differenceOf({ baseline, candidate }: TwoSides, result: BootstrappedRatio): DifferenceEstimate {
  const { value, percentile, bca, standardError, reason } = result;
  const means = { baseline: meanOf(baseline), candidate: meanOf(candidate) };
  return { ...means, difference: value, percentile, bca, standardError, reason };
}

function undefinedDifference(reason: string): DifferenceEstimate {
  const nothing = { baseline: null, candidate: null, difference: null };
  return { ...nothing, percentile: null, bca: null, standardError: null, reason };
}

function testSeedPairs(baseline: OutcomeMatrix, candidate: OutcomeMatrix): SeedPairs {
  const { pairs, onlyBaselinePasses, onlyCandidatePasses } = pairTrials(baseline, candidate);
  if (pairs === 0)
    return { pairs, mcnemar: null, reason: 'no scored trials of the two sides share task, trial number and seed' };
  return { pairs, mcnemar: mcnemarTest(onlyBaselinePasses, onlyCandidatePasses), reason: null };
}

function senseDesign(
  tasks: readonly PairedTask[],
  { standardError }: PairedTTest,
  { confidence, power }: EvaluationSettings,
): DesignSensitivity {
  // Rounded, because 1 - 0.95 is not 0.05 in doubles.
  const errors = { alpha: Number((1 - confidence).toPrecision(12)), power };
  // Equal differences do not show that the variance is 0, so such a sample yields no minimum detectable effect.
  const isKnown = standardError !== null && standardError > 0;
  const effect = isKnown ? minimumDetectableEffect(standardError, tasks.length, errors) : null;
  return { ...errors, minimumDetectableEffect: effect, ...designVariances(tasks) };
}

function rateOf({ trials, successes }: TaskTrials): number {
  return successes / trials;
}
