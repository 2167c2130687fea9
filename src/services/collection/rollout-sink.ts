import { UnavailableError } from '../../errors';
import type { NewRollout } from '../../persistence/stores/rollouts/rollout-writer';
import type { TenantStores } from '../../persistence/tenant-stores';

/** An entry waiting to be written: a rollout, and anything else to be written in the same unit of work. */
export type FinishedRollout = {
  readonly rollout: NewRollout;
  /** Called in the same unit of work after the rollouts are written, but not for a rollout that already existed. */
  readonly afterWrite?: (stores: TenantStores, rolloutId: string) => Promise<void>;
};

export type RolloutSinkOptions = {
  /** Writes a batch in one unit of work. */
  readonly write: (batch: readonly FinishedRollout[]) => Promise<void>;
  /** Called with an error that a retry cannot fix, so that playing can stop. */
  readonly onFailure: (error: unknown) => void;
};

/** Max time for which a rollout waits for others to share a write. */
const LONGEST_WAIT_MS = 250;
const RETRY_MS = 500;

/** Collects finished rollouts and writes them in small batches, one after the other, while others are being played. */
export class RolloutSink {
  private waiting: FinishedRollout[] = [];
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> | null = null;
  private isClosed = false;

  constructor(private readonly options: RolloutSinkOptions) {}

  add(finished: FinishedRollout): void {
    this.waiting.push(finished);
    this.plan(LONGEST_WAIT_MS);
  }

  /** Stops writing. @returns the entries still waiting, for the unit of work that ends the job */
  async close(): Promise<readonly FinishedRollout[]> {
    this.isClosed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.writing;
    return this.waiting;
  }

  private plan(delayMs: number): void {
    if (this.timer !== null || this.writing !== null || this.isClosed) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.writing = this.writeWaiting().then((pauseMs) => {
        this.writing = null;
        if (this.waiting.length > 0) this.plan(pauseMs);
      });
    }, delayMs);
  }

  /**
   * While the database is unreachable, rollouts wait until it is back, or until the claim is lost and the job is
   * stopped. @returns pause before the next write
   */
  private async writeWaiting(): Promise<number> {
    const batch = this.waiting;
    this.waiting = [];
    try {
      await this.options.write(batch);
      return LONGEST_WAIT_MS;
    } catch (error) {
      this.waiting = [...batch, ...this.waiting];
      if (!(error instanceof UnavailableError)) {
        this.isClosed = true;
        this.options.onFailure(error);
      }
      return RETRY_MS;
    }
  }
}
