import type { Bounds } from '../statistics/intervals/bounds';
import type { OutcomeClass } from '../trajectory';
import type { EvaluationSettings } from './evaluation-settings';
import type { CoverageNote } from './measured-coverage';
import type { FaultExclusion } from './without-faults';

/** A figure with its intervals at the confidence level of the settings. Null means undefined, never 0. */
export type Estimate = {
  readonly value: number | null;
  /** Bootstrap over tasks. */
  readonly percentile: Bounds | null;
  readonly bca: Bounds | null;
  /**
   * Student's t interval of the mean over tasks; null for a ratio, with fewer than 2 tasks, or when all tasks have the
   * same value.
   */
  readonly studentT: Bounds | null;
  /**
   * Wilson interval, only where each task contributes one independent 0 or 1: one trial per task, or k equal to the
   * number of trials of every task.
   */
  readonly wilson: Bounds | null;
  /** Standard deviation over the bootstrap draws. */
  readonly standardError: number | null;
  /** Why the value or a bootstrap interval is null; null when neither is. */
  readonly reason: string | null;
};

/** A figure at one k. */
export type EstimateAtK = { readonly k: number; readonly estimate: Estimate };

/** Bounds of a figure: its value if every unscored attempt had failed, or had passed. */
export type MissingBounds = {
  readonly ifAllFailed: number | null;
  readonly ifAllPassed: number | null;
};

export type Coverage = {
  readonly attempted: number;
  readonly scored: number;
  /** scored / attempted; null without attempts. */
  readonly share: number | null;
  readonly passRate: MissingBounds;
  /** At each k of `passHatK`, over the tasks with an attempt; null where a task has fewer than k attempts. */
  readonly passHatK: readonly { readonly k: number; readonly bounds: MissingBounds }[];
};

export type TaskReport = {
  readonly externalId: string;
  readonly attempted: number;
  readonly scored: number;
  readonly passes: number;
  /** passes / scored; null without scored trials. */
  readonly passRate: number | null;
  readonly averageReward: number | null;
};

/** How random numbers were drawn, so that anyone can reproduce them. */
export type DrawRecord = {
  readonly seed: number;
  readonly bootstrapDraws: number;
  readonly generator: 'xoroshiro128+';
};

/** Inputs and results of an evaluation. Plain JSON: the same outcomes, settings and seed produce the same bytes. */
export type EvaluationReport = {
  readonly settings: EvaluationSettings;
  readonly draws: DrawRecord;
  readonly tasks: number;
  /** Tasks included in the figures; the others had no scored trial (or, with GLOBAL_TRIALS, no attempt). */
  readonly tasksCounted: number;
  readonly tasksWithoutTrials: readonly string[];
  readonly outcomeCounts: Readonly<Record<OutcomeClass, number>>;
  /** Passes divided by scored rollouts: every rollout has the same weight, not every task. */
  readonly passRate: Estimate;
  /** Mean reward over scored rollouts. */
  readonly averageReward: Estimate;
  readonly passHatK: readonly EstimateAtK[];
  readonly passAtK: readonly EstimateAtK[];
  /** True when `maxK` cut off larger k. */
  readonly isTruncatedAtMaxK: boolean;
  readonly coverage: Coverage;
  readonly perTask: readonly TaskReport[];
  readonly exclusion: FaultExclusion;
  /**
   * Measured coverage of these intervals in simulation, for the nearest simulated number of tasks; empty below 5 tasks
   * and at any confidence other than 0.95.
   */
  readonly intervalCoverage: readonly CoverageNote[];
};
