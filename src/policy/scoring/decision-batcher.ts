import { InvalidInputError, UnavailableError } from '../../errors';
import type { Decision } from '../candidates/decision';
import type { ScoreThread } from './score-thread';

type Waiting = {
  readonly decision: Decision;
  readonly resolve: (scores: Float32Array) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Scores the decisions of many conversations in batches: requests that arrive while the thread is busy, or in the same
 * turn of the event loop, form one batch. The composition of batches depends on timing; the scores do not.
 */
export class DecisionBatcher {
  private waiting: Waiting[] = [];
  private isRunning = false;
  private isClosed = false;

  /**
   * @param thread closed by the caller
   * @param maxDecisions max size of a batch, at least 1
   */
  constructor(
    private readonly thread: Pick<ScoreThread, 'score'>,
    private readonly maxDecisions = 64,
  ) {
    if (!Number.isInteger(maxDecisions) || maxDecisions < 1) {
      throw new InvalidInputError(`maxDecisions is ${maxDecisions}; it must be an integer of at least 1`);
    }
  }

  /**
   * Raw scores (logits) of the decision's candidates. @throws as `ScoreThread.score`; a failed batch fails for all its
   * decisions
   */
  score(decision: Decision): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      if (this.isClosed) {
        reject(new UnavailableError('the batcher of decisions was closed'));
        return;
      }
      this.waiting.push({ decision, resolve, reject });
      if (!this.isRunning) void this.run();
    });
  }

  /** Rejects pending requests with UnavailableError. */
  close(): void {
    this.isClosed = true;
    for (const { reject } of this.waiting) reject(new UnavailableError('the batcher of decisions was closed'));
    this.waiting = [];
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) await this.scoreBatch(this.waiting.splice(0, this.maxDecisions));
    this.isRunning = false;
  }

  private async scoreBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const scores = await this.thread.score(batch.map(({ decision }) => decision));
      batch.forEach(({ resolve }, index) => {
        resolve(scores[index]!);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
