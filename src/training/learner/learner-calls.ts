import type {
  LearnerSnapshot,
  DecisionEvaluation,
  ImitationStatistics,
  LearnerSettings,
  LearnerStart,
  PolicyLossSettings,
  PolicyStatistics,
  StepStatistics,
} from './learner-settings';
import type { PackedBatch } from './pack-batch';

/** Numbers per decision of a batch, by the names of the graph's inputs. */
export type DecisionNumbers = Readonly<Record<string, Float32Array>>;

export type PolicyBatch = {
  readonly batch: PackedBatch;
  readonly chosen: Int32Array;
  readonly numbers: DecisionNumbers;
  readonly loss: PolicyLossSettings;
};

export type ImitationBatch = Pick<PolicyBatch, 'batch' | 'chosen' | 'numbers'>;

/** Like `DecisionEvaluation`, with the candidates of all decisions concatenated. */
export type PackedEvaluation = {
  readonly logProbabilities: Float32Array;
  readonly values: DecisionEvaluation['values'];
};

/** Calls of the learner's thread. */
export type LearnerCalls = {
  readonly start: {
    readonly input: { readonly settings: LearnerSettings; readonly start: LearnerStart };
    readonly output: null;
  };
  readonly accumulate: { readonly input: PolicyBatch; readonly output: PolicyStatistics };
  readonly accumulateImitation: { readonly input: ImitationBatch; readonly output: ImitationStatistics };
  readonly apply: { readonly input: number; readonly output: StepStatistics };
  readonly discard: { readonly input: null; readonly output: null };
  readonly evaluate: {
    readonly input: { readonly batch: PackedBatch; readonly temperature: number };
    readonly output: PackedEvaluation;
  };
  readonly save: { readonly input: Readonly<Record<string, string>>; readonly output: LearnerSnapshot };
};
