import type { AuditSettings, SchemeAuditReport } from '../domain/calibration/audit-scheme';
import type { CalibrationInput } from '../domain/calibration/calibration-input';
import type { CalibrationRoundReport } from '../domain/calibration/calibration-report';
import type { CalibrationSettings } from '../domain/calibration/calibration-settings';
import type { SchemeComparison, SchemePair } from '../domain/calibration/compare-schemes';
import type { TransitionCounts } from '../domain/calibration/transitions-by-outcome';
import type { EstimatorName, EstimatorSettings } from '../domain/advantages/estimator-settings';
import type { RewardScheme } from '../domain/calibration/reward-scheme';

/** Computations that run in a thread of their own: what each takes and gives, all of it structured-cloneable. */
export type ComputeTasks = {
  readonly calibrateRound: {
    readonly input: { readonly input: CalibrationInput; readonly settings: CalibrationSettings };
    readonly output: CalibrationRoundReport;
  };
  readonly auditScheme: {
    readonly input: {
      readonly input: CalibrationInput;
      readonly scheme: RewardScheme;
      readonly settings: AuditSettings;
    };
    readonly output: SchemeAuditReport;
  };
  readonly compareSchemes: {
    readonly input: {
      readonly input: CalibrationInput;
      readonly pair: SchemePair;
      readonly estimator: { readonly name: EstimatorName; readonly settings: EstimatorSettings };
    };
    readonly output: SchemeComparison;
  };
  readonly countTransitions: {
    readonly input: { readonly input: CalibrationInput };
    readonly output: TransitionCounts;
  };
};

export type ComputeTaskName = keyof ComputeTasks;

/** How far a computation is: units done of the units of its phase. */
export type ComputeProgress = { readonly phase: string; readonly done: number; readonly total: number };

export type ComputeOptions = {
  /** Ends the thread at once; the promise is rejected with the signal's reason. Absent: it runs to its end. */
  readonly signal?: AbortSignal;
  /** Hears how far the computation is, with the phase's own name (see `calibrateRound`). */
  readonly onProgress?: (progress: ComputeProgress) => void;
};

/** Heavy computing off the event loop. */
export type Compute = {
  run<Name extends ComputeTaskName>(
    name: Name,
    input: ComputeTasks[Name]['input'],
    options?: ComputeOptions,
  ): Promise<ComputeTasks[Name]['output']>;
};
