import { UnavailableError } from '../../errors';
import type { NewRollout } from '../../persistence/stores/rollouts/rollout-writer';
import type { TenantStores } from '../../persistence/tenant-stores';

/** What waits to be written: a rollout, and what else belongs into the unit that writes it. */
export type FinishedRollout = {
  readonly rollout: NewRollout;
  /** Called in the same unit, after the rollouts were written; not for one that was there already. */
  readonly afterWrite?: (stores: TenantStores, rolloutId: string) => Promise<void>;
};

export type RolloutSinkOptions = {
  /** Writes a batch in one unit. */
  readonly write: (batch: readonly FinishedRollout[]) => Promise<void>;
  /** Told of an error that trying again does not mend: playing on would be in vain. */
  readonly onFailure: (error: unknown) => void;
};

/** A rollout waits this long at most for others to be written with. */
const LONGEST_WAIT_MS = 250;
const RETRY_MS = 500;

/** Collects finished rollouts and writes them in small batches, one after the other, while others are played. */
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

  /** Writes nothing more by itself. @returns what still waits, for the unit that ends the job */
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

  /** While the database is away rollouts wait: it comes back, or the claim is lost and the job stopped. @returns pause before the next write */
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
