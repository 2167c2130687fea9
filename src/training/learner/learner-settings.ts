import type { AdamSettings } from '../scorer/adam-graph';
import type { NetworkSettings } from '../scorer/training-graph';
import type { Decision } from '../../policy/candidates/decision';

/** Settings of a learner. */
export type LearnerSettings = NetworkSettings & {
  readonly adam: AdamSettings;
  /** Threads of one operator; with 1 (the default) the same inputs give the same bytes. */
  readonly threads?: number;
};

/** Initial state of a learner. */
export type LearnerStart =
  /** Random parameters, determined by the seed. */
  | { readonly kind: 'SEED'; readonly seed: number }
  /** The parameters of a saved policy with a fresh optimizer; the seed determines the critic. */
  | { readonly kind: 'MODEL'; readonly model: Uint8Array; readonly seed: number }
  /** The complete saved state. */
  | ({ readonly kind: 'CHECKPOINT' } & LearnerSnapshot);

export type LearnerSnapshot = {
  /** The policy as an ONNX file; see `MODEL_SIGNATURE`. */
  readonly model: Uint8Array;
  /** Adam's moments and step, and the critic; a safetensors file. */
  readonly optimizer: Uint8Array;
};

/** One decision to learn from. */
export type ImitationSample = {
  readonly decision: Decision;
  /** Index of the chosen candidate, from 0. */
  readonly chosen: number;
  /** Weight of the decision in the loss; the weights of a step usually sum to 1. */
  readonly weight: number;
};

export type PolicySample = ImitationSample & {
  /** Log-probability (natural) with which it was sampled, at most 0, at the temperature of the loss. */
  readonly oldLogProbability: number;
  /** The same under the reference policy. */
  readonly referenceLogProbability: number;
  readonly advantage: number;
  /** Value target of the critic for the state; null without a critic. */
  readonly target: number | null;
};

export type PolicyLossSettings = {
  /** The temperature at which decisions were sampled, above 0. */
  readonly temperature: number;
  /** Clip range: ratios below 1 - clipLow or above 1 + clipHigh are clipped. */
  readonly clipLow: number;
  readonly clipHigh: number;
  readonly klCoefficient: number;
  readonly entropyCoefficient: number;
  /** Ignored without a critic. */
  readonly valueCoefficient: number;
};

/** Weighted sums over the decisions of a batch, so that sums of micro-batches can be added. */
export type PolicyStatistics = {
  readonly loss: number;
  readonly policyLoss: number;
  /** KL divergence from the reference policy, estimated on the chosen candidates. */
  readonly kl: number;
  readonly entropy: number;
  /** Weighted share of decisions where the clipped surrogate was the smaller one. */
  readonly clipShare: number;
  readonly ratio: number;
  /** Min and max over the decisions, unweighted. */
  readonly smallestRatio: number;
  readonly largestRatio: number;
  /** Half the squared error of the critic; null without one. */
  readonly valueLoss: number | null;
  /** Gradient norm of this batch alone. */
  readonly gradientNorm: number;
};

export type ImitationStatistics = {
  /** Cross-entropy. */
  readonly loss: number;
  readonly entropy: number;
  /** Weighted share of decisions whose chosen candidate was the most likely. */
  readonly agreement: number;
  readonly gradientNorm: number;
};

export type StepStatistics = {
  /** Norm of the summed gradient, before clipping. */
  readonly gradientNorm: number;
  /** Steps taken so far, including this one. */
  readonly step: number;
};

/** A policy's evaluation of decisions. */
export type DecisionEvaluation = {
  /** For each decision the natural logarithm of each candidate's probability. */
  readonly logProbabilities: readonly Float32Array[];
  /** The critic's value of each state; null without a critic. */
  readonly values: Float32Array | null;
};
