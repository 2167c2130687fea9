import { InvalidInputError, UnavailableError } from '../../errors';
import type { Decision } from '../candidates/decision';
import type { ScoreThread } from './score-thread';

type Waiting = {
  readonly decision: Decision;
  readonly resolve: (scores: Float32Array) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Scores the decisions of many conversations together: those that ask while the thread is at work, or in the same turn of
 * the event loop, go in one batch. Which decisions meet in a batch depends on time; their scores do not.
 */
export class DecisionBatcher {
  private waiting: Waiting[] = [];
  private isRunning = false;
  private isClosed = false;

  /**
   * @param thread stays the caller's to close
   * @param maxDecisions of one batch, at least 1
   */
  constructor(
    private readonly thread: Pick<ScoreThread, 'score'>,
    private readonly maxDecisions = 64,
  ) {
    if (!Number.isInteger(maxDecisions) || maxDecisions < 1) {
      throw new InvalidInputError(`maxDecisions is ${maxDecisions}; expected a whole number of at least 1`);
    }
  }

  /** Raw scores (logits) of the decision's candidates. @throws as `ScoreThread.score`; a batch that fails fails for all in it */
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

  /** Whoever still waits for a batch is rejected with UnavailableError. */
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
