import type { AdamSettings } from '../scorer/adam-graph';
import type { NetworkSettings } from '../scorer/training-graph';
import type { Decision } from '../../policy/candidates/decision';

/** What a learner trains, and how. */
export type LearnerSettings = NetworkSettings & {
  readonly adam: AdamSettings;
  /** Threads of one operator; with 1 (the default) the same inputs give the same bytes. */
  readonly threads?: number;
};

/** What a learner starts from. */
export type LearnerStart =
  /** Random parameters; the seed fixes them. */
  | { readonly kind: 'SEED'; readonly seed: number }
  /** The parameters of a saved policy with a fresh optimizer; the seed fixes the critic. */
  | { readonly kind: 'MODEL'; readonly model: Uint8Array; readonly seed: number }
  /** Everything as it was saved. */
  | ({ readonly kind: 'CHECKPOINT' } & LearnerSnapshot);

export type LearnerSnapshot = {
  /** The policy as an ONNX file; see `MODEL_SIGNATURE`. */
  readonly model: Uint8Array;
  /** Adam's moments and step, and the critic; a safetensors file. */
  readonly optimizer: Uint8Array;
};

/** One decision that was taken, to learn from. */
export type ImitationSample = {
  readonly decision: Decision;
  /** Which candidate, from 0. */
  readonly chosen: number;
  /** What the decision counts in the loss; over an update the weights usually sum to 1. */
  readonly weight: number;
};

export type PolicySample = ImitationSample & {
  /** Natural logarithm of the probability with which it was sampled, at most 0, at the temperature of the loss. */
  readonly oldLogProbability: number;
  /** The same under the reference policy. */
  readonly referenceLogProbability: number;
  readonly advantage: number;
  /** What the critic should say of the state; null without a critic. */
  readonly target: number | null;
};

export type PolicyLossSettings = {
  /** The temperature at which decisions were sampled, above 0. */
  readonly temperature: number;
  /** Ratios below 1 - clipLow and above 1 + clipHigh bring no further gain. */
  readonly clipLow: number;
  readonly clipHigh: number;
  readonly klCoefficient: number;
  readonly entropyCoefficient: number;
  /** Without a critic it is not read. */
  readonly valueCoefficient: number;
};

/** Sums over the batch of each decision's figure times its weight, so that those of micro-batches add up. */
export type PolicyStatistics = {
  readonly loss: number;
  readonly policyLoss: number;
  /** Divergence from the reference policy, estimated on what was chosen. */
  readonly kl: number;
  readonly entropy: number;
  /** Where the clipped surrogate was the smaller one. */
  readonly clipShare: number;
  readonly ratio: number;
  /** Over the decisions, without weights. */
  readonly smallestRatio: number;
  readonly largestRatio: number;
  /** Half the squared error of the critic; null without one. */
  readonly valueLoss: number | null;
  /** Length of the gradient of this batch alone. */
  readonly gradientNorm: number;
};

export type ImitationStatistics = {
  /** Cross-entropy. */
  readonly loss: number;
  readonly entropy: number;
  /** Where the chosen candidate was the likeliest. */
  readonly agreement: number;
  readonly gradientNorm: number;
};

export type StepStatistics = {
  /** Of the summed gradient, before it was clipped. */
  readonly gradientNorm: number;
  /** Steps taken so far, this one included. */
  readonly step: number;
};

/** What a policy says of decisions. */
export type DecisionEvaluation = {
  /** For each decision the natural logarithm of each candidate's probability. */
  readonly logProbabilities: readonly Float32Array[];
  /** The critic's value of each state; null without a critic. */
  readonly values: Float32Array | null;
};
