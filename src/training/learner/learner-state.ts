import { ConflictError, InvalidInputError } from '../../errors';
import { FEATURE_COUNT, STATE_FEATURE_COUNT } from '../../policy/candidates/decision';
import { encodeAdamGraph } from '../scorer/adam-graph';
import { encodeEvaluationGraph, encodeImitationGraph, encodePolicyGraph } from '../scorer/policy-graph';
import { type Feeds, GraphRun } from './graph-run';
import type { ImitationBatch, LearnerCalls, PackedEvaluation, PolicyBatch } from './learner-calls';
import type {
  LearnerSnapshot,
  ImitationStatistics,
  LearnerSettings,
  LearnerStart,
  PolicyStatistics,
  StepStatistics,
} from './learner-settings';
import { type LearnerVectors, saveVectors, startVectors } from './learner-vectors';
import { layOutSlots, type PackedBatch } from './pack-batch';

type Outputs = (name: string) => Float32Array;

/** The learner inside its thread: vectors, and the graphs that read and write them. See `Learner`. */
export class LearnerState {
  private vectors: LearnerVectors;
  /** Sum of the gradients since the last step; null when there are none. */
  private gradientSum: Float32Array | null = null;
  private readonly policy: GraphRun;
  private readonly imitation: GraphRun;
  private readonly evaluation: GraphRun;
  private readonly adam: GraphRun;

  constructor(
    private readonly settings: LearnerSettings,
    start: LearnerStart,
  ) {
    const { threads = 1, adam } = settings;
    this.vectors = startVectors(settings, start);
    const count = this.vectors.parameters.length;
    this.policy = new GraphRun(() => encodePolicyGraph(settings, threads), threads);
    this.imitation = new GraphRun(() => encodeImitationGraph(settings, threads), threads);
    this.evaluation = new GraphRun(() => encodeEvaluationGraph(settings, threads), threads);
    this.adam = new GraphRun(() => encodeAdamGraph(count, adam), threads);
  }

  async accumulate({ loss, ...batch }: PolicyBatch): Promise<PolicyStatistics> {
    const outputs = await this.addGradient(this.policy, batch, {
      temperature: loss.temperature,
      clip_low: loss.clipLow,
      clip_high: loss.clipHigh,
      kl_coefficient: loss.klCoefficient,
      entropy_coefficient: loss.entropyCoefficient,
      ...(this.settings.critic === null ? {} : { value_coefficient: loss.valueCoefficient }),
    });
    return {
      loss: scalar(outputs, 'loss'),
      policyLoss: scalar(outputs, 'policy_loss'),
      kl: scalar(outputs, 'kl'),
      entropy: scalar(outputs, 'entropy'),
      clipShare: scalar(outputs, 'clip_share'),
      ratio: scalar(outputs, 'ratio'),
      smallestRatio: scalar(outputs, 'smallest_ratio'),
      largestRatio: scalar(outputs, 'largest_ratio'),
      valueLoss: this.settings.critic === null ? null : scalar(outputs, 'value_loss'),
      gradientNorm: scalar(outputs, 'gradient_norm'),
    };
  }

  async accumulateImitation(batch: ImitationBatch): Promise<ImitationStatistics> {
    const outputs = await this.addGradient(this.imitation, batch, { temperature: 1 });
    return {
      loss: scalar(outputs, 'loss'),
      entropy: scalar(outputs, 'entropy'),
      agreement: scalar(outputs, 'agreement'),
      gradientNorm: scalar(outputs, 'gradient_norm'),
    };
  }

  async apply(learningRate: number): Promise<StepStatistics> {
    const { gradientSum, vectors } = this;
    if (gradientSum === null) throw new ConflictError('there is no gradient to apply: accumulate one first');
    const { beta1, beta2 } = this.settings.adam;
    const step = vectors.step + 1;
    const shape = [gradientSum.length];
    const outputs = await this.adam.run({
      parameters: [vectors.parameters, shape],
      gradient_sum: [gradientSum, shape],
      first_moment: [vectors.firstMoment, shape],
      second_moment: [vectors.secondMoment, shape],
      learning_rate: learningRate,
      first_correction: 1 / (1 - beta1 ** step),
      second_correction: 1 / (1 - beta2 ** step),
    });
    checkScalars(outputs, {
      gradient_norm: 'norm of the summed gradient',
      parameter_norm: 'norm of the new parameters',
    });
    this.vectors = {
      parameters: outputs('new_parameters'),
      firstMoment: outputs('new_first_moment'),
      secondMoment: outputs('new_second_moment'),
      step,
    };
    this.gradientSum = null;
    return { gradientNorm: scalar(outputs, 'gradient_norm'), step };
  }

  discard(): void {
    this.gradientSum = null;
  }

  async evaluate({ batch, temperature }: LearnerCalls['evaluate']['input']): Promise<PackedEvaluation> {
    const outputs = await this.evaluation.run({ ...this.feedsOf(batch), temperature });
    const logProbabilities = outputs('log_probabilities');
    const bad = logProbabilities.findIndex((each) => !Number.isFinite(each));
    if (bad >= 0) throw new InvalidInputError(`the log-probability of candidate ${bad} of the batch is not finite`);
    return { logProbabilities, values: this.settings.critic === null ? null : outputs('values') };
  }

  save(metadata: Readonly<Record<string, string>>): LearnerSnapshot {
    if (this.gradientSum !== null) {
      throw new ConflictError('there are gradients that were not applied; apply or discard them before saving');
    }
    return saveVectors(this.settings, this.vectors, metadata);
  }

  /** The sum is replaced only when every result is finite. */
  private async addGradient(graph: GraphRun, { batch, chosen, numbers }: ImitationBatch, scalars: Feeds) {
    const count = this.vectors.parameters.length;
    const decisions = batch.candidateCounts.length;
    const perDecision = Object.entries(numbers).map(([name, values]) => [name, [values, [decisions]] as const]);
    const outputs = await graph.run({
      ...this.feedsOf(batch),
      ...(Object.fromEntries(perDecision) as Feeds),
      ...scalars,
      chosen: [chosen, [decisions, 1]],
      gradient_sum: [this.gradientSum ?? new Float32Array(count), [count]],
    });
    checkScalars(outputs, { loss: 'loss', gradient_norm: 'norm of the gradient' }, batch);
    this.gradientSum = outputs('new_gradient_sum');
    return outputs;
  }

  private feedsOf({ features, stateFeatures, candidateCounts }: PackedBatch): Feeds {
    const decisions = candidateCounts.length;
    const { count, rowOfSlot, slotOfRow } = layOutSlots(candidateCounts);
    return {
      parameters: [this.vectors.parameters, [this.vectors.parameters.length]],
      features: [features, [slotOfRow.length, FEATURE_COUNT]],
      row_of_slot: [rowOfSlot, [decisions, count]],
      slot_of_row: [slotOfRow, [slotOfRow.length]],
      ...(stateFeatures === null ? {} : { state_features: [stateFeatures, [decisions, STATE_FEATURE_COUNT]] as const }),
    };
  }
}

function scalar(outputs: Outputs, name: string): number {
  return outputs(name)[0]!;
}

/** @throws InvalidInputError naming what is not finite; features are searched for the cause only then */
function checkScalars(
  outputs: Outputs,
  names: Readonly<Record<string, string>>,
  batch: PackedBatch | null = null,
): void {
  const bad = Object.keys(names).find((name) => !Number.isFinite(scalar(outputs, name)));
  if (bad === undefined) return;
  const feature = batch?.features.findIndex((each) => !Number.isFinite(each)) ?? -1;
  const where =
    feature < 0 ? '' : `; feature ${feature % FEATURE_COUNT} of candidate ${Math.floor(feature / FEATURE_COUNT)} is`;
  const cause = feature < 0 ? '' : ` ${batch!.features[feature]!}`;
  throw new InvalidInputError(
    `the ${names[bad]!} is ${scalar(outputs, bad)}${where}${cause}; the parameters stay as they were`,
  );
}
