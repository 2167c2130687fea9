import type { Decision } from '../candidates/decision';
import { packDecisions, splitByDecision } from './pack-decisions';
import type { ScoreCalls } from './score-calls';
import { CallableThread } from '../../threads/callable-thread';
import { threadFile } from '../../threads/thread-file';

/** Scores the candidates of decisions with one ONNX model, in a separate thread. */
export class ScoreThread {
  private constructor(private readonly thread: CallableThread<ScoreCalls>) {}

  /**
   * @param model an ONNX file with the signature `MODEL_SIGNATURE`
   * @throws InvalidInputError saying what was expected when the model has another signature or does not load
   */
  static async start(model: Uint8Array): Promise<ScoreThread> {
    const thread = new CallableThread<ScoreCalls>({
      file: threadFile(__dirname, 'score-thread-entry.js'),
      purpose: 'the thread that scores candidates',
    });
    try {
      await thread.call('open', model);
      return new ScoreThread(thread);
    } catch (error) {
      await thread.close();
      throw error;
    }
  }

  /**
   * Raw scores (logits) of the candidates of each decision, in order; bitwise equal for a decision whatever is scored
   * with it, on the same machine.
   *
   * @throws InvalidInputError for a decision without candidates, or a model that gives a score that is not finite
   * @throws UnavailableError when the thread was closed or has ended
   */
  async score(decisions: readonly Decision[]): Promise<Float32Array[]> {
    if (decisions.length === 0) return [];
    const packed = packDecisions(decisions);
    const scores = await this.thread.call('score', packed, { transfer: [packed.features.buffer] });
    return splitByDecision(scores, packed.candidateCounts);
  }

  /**
   * Replaces the model for later calls of `score`; if the new model is rejected, the previous one is kept.
   *
   * @throws as `start`
   */
  async load(model: Uint8Array): Promise<void> {
    await this.thread.call('open', model);
  }

  /** Ends the thread; pending calls are rejected with UnavailableError. */
  close(): Promise<void> {
    return this.thread.close();
  }
}
