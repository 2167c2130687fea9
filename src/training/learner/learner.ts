import type { Decision } from '../../policy/candidates/decision';
import { splitByDecision } from '../../policy/scoring/pack-decisions';
import { CallableThread } from '../../threads/callable-thread';
import { threadFile } from '../../threads/thread-file';
import { parseArchitecture } from '../scorer/architecture';
import { checkFinite, checkImitationSamples, checkPolicySamples, checkTemperature } from './check-samples';
import type { LearnerCalls } from './learner-calls';
import type {
  LearnerSnapshot,
  DecisionEvaluation,
  ImitationSample,
  ImitationStatistics,
  LearnerSettings,
  LearnerStart,
  PolicyLossSettings,
  PolicySample,
  PolicyStatistics,
  StepStatistics,
} from './learner-settings';
import { buffersOf, packBatch } from './pack-batch';

/**
 * Trains a scorer of candidates in a separate thread: gradients of micro-batches are summed (`accumulate`), then one
 * step of Adam is taken with the sum (`apply`). With one thread the same calls give the same bytes, even when
 * interrupted by `save` and resumed from that checkpoint. A failed call changes nothing.
 *
 * Methods throw UnavailableError when the thread was closed or has ended; unsaved state is then lost.
 */
export class Learner {
  private constructor(
    private readonly thread: CallableThread<LearnerCalls>,
    private readonly hasCritic: boolean,
  ) {}

  /** @throws InvalidInputError when a setting is out of range, or the initial state does not fit the settings */
  static async create(settings: LearnerSettings, start: LearnerStart): Promise<Learner> {
    parseArchitecture(settings.architecture);
    const thread = new CallableThread<LearnerCalls>({
      file: threadFile(__dirname, 'learner-thread-entry.js'),
      purpose: 'the thread of the learner',
    });
    try {
      await thread.call('start', { settings, start });
      return new Learner(thread, settings.critic !== null);
    } catch (error) {
      await thread.close();
      throw error;
    }
  }

  /**
   * Adds the gradient of the policy loss of a micro-batch; see `encodePolicyGraph` for the loss.
   *
   * @param samples at least one; memory grows with the number of their candidates (about 10 kB each)
   * @throws InvalidInputError naming what is not finite, in the samples or in the results
   */
  async accumulate(samples: readonly PolicySample[], loss: PolicyLossSettings): Promise<PolicyStatistics> {
    const { hasCritic } = this;
    checkPolicySamples(samples, loss, { hasCritic });
    const batch = this.pack(samples.map(({ decision }) => decision));
    const numbers = {
      weight: numbersOf(samples, ({ weight }) => weight),
      advantage: numbersOf(samples, ({ advantage }) => advantage),
      old_log_probability: numbersOf(samples, ({ oldLogProbability }) => oldLogProbability),
      reference_log_probability: numbersOf(samples, ({ referenceLogProbability }) => referenceLogProbability),
      ...(hasCritic ? { target: numbersOf(samples, ({ target }) => target!) } : {}),
    };
    return this.thread.call(
      'accumulate',
      { batch, chosen: chosenOf(samples), numbers, loss },
      { transfer: buffersOf(batch) },
    );
  }

  /** Adds the gradient of the cross-entropy of the choices. @throws as `accumulate` */
  async accumulateImitation(samples: readonly ImitationSample[]): Promise<ImitationStatistics> {
    checkImitationSamples(samples);
    const batch = packBatch(
      samples.map(({ decision }) => decision),
      { hasCritic: this.hasCritic },
    );
    const numbers = { weight: numbersOf(samples, ({ weight }) => weight) };
    return this.thread.call(
      'accumulateImitation',
      { batch, chosen: chosenOf(samples), numbers },
      { transfer: buffersOf(batch) },
    );
  }

  /**
   * Takes one step of Adam with the summed gradient, then resets the sum.
   *
   * @throws ConflictError when nothing was accumulated
   * @throws InvalidInputError when the gradient or a new parameter is not finite
   */
  async apply(learningRate: number): Promise<StepStatistics> {
    checkFinite(learningRate, 'learningRate');
    return this.thread.call('apply', learningRate);
  }

  /** Discards the gradients accumulated since the last step. */
  async discard(): Promise<void> {
    await this.thread.call('discard', null);
  }

  /** Log-probabilities of all candidates, and the critic's values. @param temperature above 0 */
  async evaluate(decisions: readonly Decision[], temperature = 1): Promise<DecisionEvaluation> {
    checkTemperature(temperature);
    const batch = this.pack(decisions);
    const { logProbabilities, values } = await this.thread.call(
      'evaluate',
      { batch, temperature },
      { transfer: buffersOf(batch) },
    );
    return { logProbabilities: splitByDecision(logProbabilities, batch.candidateCounts), values };
  }

  /** For each decision the logarithm of each candidate's probability. @param temperature above 0 */
  async logProbabilities(decisions: readonly Decision[], temperature = 1): Promise<readonly Float32Array[]> {
    return (await this.evaluate(decisions, temperature)).logProbabilities;
  }

  /**
   * @param metadata kept in the model: task set, scheme, estimator, seed, parent; see `encodeInferenceModel`
   * @throws ConflictError when there are gradients that were not applied
   */
  async save(metadata: Readonly<Record<string, string>> = {}): Promise<LearnerSnapshot> {
    return this.thread.call('save', metadata);
  }

  /** Closes the thread. */
  close(): Promise<void> {
    return this.thread.close();
  }

  private pack(decisions: readonly Decision[]) {
    return packBatch(decisions, { hasCritic: this.hasCritic });
  }
}

function numbersOf<Sample>(samples: readonly Sample[], read: (sample: Sample) => number): Float32Array {
  return Float32Array.from(samples, read);
}

function chosenOf(samples: readonly ImitationSample[]): Int32Array {
  return Int32Array.from(samples, ({ chosen }) => chosen);
}
