import type { Bounds } from '../statistics/intervals/bounds';
import type { OutcomeClass } from '../trajectory';
import type { EvaluationSettings } from './evaluation-settings';
import type { CoverageNote } from './measured-coverage';
import type { FaultExclusion } from './without-faults';

/** A figure with its intervals at the settings' confidence. Null is "undefined", never 0. */
export type Estimate = {
  readonly value: number | null;
  /** Bootstrap over tasks. */
  readonly percentile: Bounds | null;
  readonly bca: Bounds | null;
  /** Mean over tasks plus and minus Student's t; null for a ratio, and with fewer than 2 tasks or tasks that are alike. */
  readonly studentT: Bounds | null;
  /** Only where each task gives one independent 0 or 1: one trial a task, or k equal to every task's number of trials. */
  readonly wilson: Bounds | null;
  /** Over the bootstrap draws. */
  readonly standardError: number | null;
  /** Why the value or a bootstrap interval is null; null when none is. */
  readonly reason: string | null;
};

/** A figure for one k. */
export type EstimateAtK = { readonly k: number; readonly estimate: Estimate };

/** What a figure would be if every attempt that was not scored had failed, or had passed. */
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
  /** For each k of `passHatK`, over the tasks with an attempt; null where a task has fewer than k attempts. */
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

/** How the random numbers were drawn, so that anyone can draw them again. */
export type DrawRecord = {
  readonly seed: number;
  readonly bootstrapDraws: number;
  readonly generator: 'xoroshiro128+';
};

/** Everything that an evaluation used and found. Plain JSON: the same outcomes, settings and seed give the same bytes. */
export type EvaluationReport = {
  readonly settings: EvaluationSettings;
  readonly draws: DrawRecord;
  readonly tasks: number;
  /** Tasks that enter the figures; the others had no scored trial (or, with GLOBAL_TRIALS, no attempt). */
  readonly tasksCounted: number;
  readonly tasksWithoutTrials: readonly string[];
  readonly outcomeCounts: Readonly<Record<OutcomeClass, number>>;
  /** Passes over scored rollouts: each rollout counts the same, not each task. */
  readonly passRate: Estimate;
  /** Mean reward over scored rollouts. */
  readonly averageReward: Estimate;
  readonly passHatK: readonly EstimateAtK[];
  readonly passAtK: readonly EstimateAtK[];
  /** Whether `maxK` cut off some k. */
  readonly isTruncatedAtMaxK: boolean;
  readonly coverage: Coverage;
  readonly perTask: readonly TaskReport[];
  readonly exclusion: FaultExclusion;
  /**
   * How often such intervals held in simulation, for the number of tasks nearest to this one; empty below 5 tasks and at another
   * confidence than 0.95.
   */
  readonly intervalCoverage: readonly CoverageNote[];
};
