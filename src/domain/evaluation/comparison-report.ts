import type { Bounds } from '../statistics/intervals/bounds';
import type { McNemarTest } from '../statistics/tests/mcnemar-test';
import type { PairedTTest } from '../statistics/tests/paired-t-test';
import type { PassPermutationTest } from '../statistics/tests/permute-passes';
import type { DrawRecord } from './evaluation-report';
import type { EvaluationSettings } from './evaluation-settings';
import type { FaultExclusion } from './without-faults';

/** Candidate minus baseline over the tasks of both. Null means undefined, never 0. */
export type DifferenceEstimate = {
  readonly baseline: number | null;
  readonly candidate: number | null;
  readonly difference: number | null;
  /** Paired bootstrap over tasks: both sides see the same tasks in each draw. */
  readonly percentile: Bounds | null;
  readonly bca: Bounds | null;
  readonly standardError: number | null;
  readonly reason: string | null;
};

export type DifferenceAtK = { readonly k: number; readonly estimate: DifferenceEstimate };

/** Minimum detectable effect of the design, with the variances that it assumes. */
export type DesignSensitivity = {
  readonly alpha: number;
  readonly power: number;
  /** Smallest true difference of mean pass rates that a paired t-test over these tasks detects with that power. */
  readonly minimumDetectableEffect: number | null;
  /** Variance of one trial within a task, averaged over tasks and sides; null when no task has 2 trials on a side. */
  readonly trialVariance: number | null;
  /** Estimated variance between tasks of the true difference; may be below 0 by chance. */
  readonly differenceVariance: number | null;
};

/** Pairs of trials with equal task, trial number and seed. */
export type SeedPairs = {
  readonly pairs: number;
  /** Null without pairs. */
  readonly mcnemar: McNemarTest | null;
  readonly reason: string | null;
};

/** Inputs and results of a comparison. Plain JSON: the same outcomes, settings and seed produce the same bytes. */
export type ComparisonReport = {
  readonly settings: EvaluationSettings;
  readonly draws: DrawRecord & { readonly permutationDraws: number };
  /** Tasks that count on both sides: all figures use these. */
  readonly tasksPaired: number;
  /** Tasks that count on one side only; excluded. */
  readonly tasksOnlyInBaseline: readonly string[];
  readonly tasksOnlyInCandidate: readonly string[];
  readonly averageReward: DifferenceEstimate;
  readonly passHatK: readonly DifferenceAtK[];
  readonly passAtK: readonly DifferenceAtK[];
  readonly isTruncatedAtMaxK: boolean;
  /** Paired t-test on the differences of pass rates over tasks. */
  readonly pairedTTest: PairedTTest;
  /** Permutation test that exchanges trials within tasks. */
  readonly permutation: PassPermutationTest;
  readonly seedPairs: SeedPairs;
  readonly sensitivity: DesignSensitivity;
  readonly exclusions: { readonly baseline: FaultExclusion; readonly candidate: FaultExclusion };
};
