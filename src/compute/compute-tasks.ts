import type { AuditSettings, SchemeAuditReport } from '../domain/calibration/schemes/audit-scheme';
import type { CalibrationInput } from '../domain/calibration/calibration-input';
import type { CalibrationRoundReport } from '../domain/calibration/calibration-report';
import type { CalibrationSettings } from '../domain/calibration/calibration-settings';
import type { SchemeComparison, SchemePair } from '../domain/calibration/schemes/compare-schemes';
import type { TransitionCounts } from '../domain/calibration/schemes/transitions-by-outcome';
import type { EstimatorSettings } from '../domain/advantages/estimator-settings';
import type { EstimatorName } from '../domain/advantages/estimators';
import type { TrainingEstimatorName } from '../domain/advantages/estimators';
import type { TrainingEstimatorSettings } from '../domain/advantages/training/training-estimator-settings';
import type { EstimatedAdvantages, TrainingGroup } from '../domain/advantages/training/training-rollout';
import type { NamedTierValues } from '../domain/calibration/schemes/reward-scheme';
import type { NamedComparison } from '../domain/evaluation/compare-many';
import type { OutcomePair } from '../domain/evaluation/compare-outcomes';
import type { ComparisonReport } from '../domain/evaluation/comparison-report';
import type { EvaluationReport } from '../domain/evaluation/evaluation-report';
import type { EvaluationSettings } from '../domain/evaluation/evaluation-settings';
import type { OutcomeMatrix } from '../domain/evaluation/outcome-matrix';
import type { EvaluationLook, PartialReport } from '../domain/evaluation/partial-evaluation';
import type { SimulatorColumn, TransferReport } from '../domain/evaluation/transfer-matrix';

/** Computations that run in their own thread, with structured-cloneable input and output. */
export type ComputeTasks = {
  readonly calibrateRound: {
    readonly input: { readonly input: CalibrationInput; readonly settings: CalibrationSettings };
    readonly output: CalibrationRoundReport;
  };
  readonly auditScheme: {
    readonly input: {
      readonly input: CalibrationInput;
      readonly scheme: NamedTierValues;
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
  readonly evaluateOutcomes: {
    readonly input: { readonly matrix: OutcomeMatrix; readonly settings: EvaluationSettings };
    readonly output: EvaluationReport;
  };
  readonly compareOutcomes: {
    readonly input: { readonly pair: OutcomePair; readonly settings: EvaluationSettings };
    readonly output: ComparisonReport;
  };
  readonly compareMany: {
    readonly input: {
      readonly pairs: readonly (OutcomePair & { readonly name: string })[];
      readonly settings: EvaluationSettings;
    };
    readonly output: readonly NamedComparison[];
  };
  readonly transferMatrix: {
    readonly input: { readonly columns: readonly SimulatorColumn[]; readonly settings: EvaluationSettings };
    readonly output: TransferReport;
  };
  readonly estimateAdvantages: {
    readonly input: {
      readonly groups: readonly TrainingGroup[];
      readonly estimator: TrainingEstimatorName;
      readonly settings: TrainingEstimatorSettings;
    };
    readonly output: EstimatedAdvantages;
  };
  readonly partialEvaluation: {
    readonly input: { readonly look: EvaluationLook; readonly settings: EvaluationSettings };
    readonly output: PartialReport;
  };
};

export type ComputeTaskName = keyof ComputeTasks;

/** Progress of a computation: completed units out of the units of its phase. */
export type ComputeProgress = { readonly phase: string; readonly done: number; readonly total: number };

export type ComputeOptions = {
  /**
   * Terminates the thread immediately; the promise is rejected with the signal's reason. Absent: it runs to completion.
   */
  readonly signal?: AbortSignal;
  /** Called with the progress, including the name of the phase (see `calibrateRound`). */
  readonly onProgress?: (progress: ComputeProgress) => void;
};

/** Runs heavy computations off the event loop. */
export type Compute = {
  run<Name extends ComputeTaskName>(
    name: Name,
    input: ComputeTasks[Name]['input'],
    options?: ComputeOptions,
  ): Promise<ComputeTasks[Name]['output']>;
};
