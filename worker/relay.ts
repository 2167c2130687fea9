import { WakeSignal } from '../src/events/wake-signal';
import type { JobQueue } from '../src/jobs/job-queue';
import type { Logger } from '../src/logging';
import type { JobOutboxReader } from '../src/persistence/job-outbox-reader';

export type RelayOptions = {
  readonly outbox: JobOutboxReader;
  readonly queue: Pick<JobQueue, 'enqueue'>;
  readonly log: Logger;
  /** When a job that is not yet final is handed over again, in case the queue lost it. */
  readonly redeliverAfterMs: number;
};

const BATCH = 500;
const POLL_MS = 1000;

/**
 * Hands jobs from the outbox to the queue: whenever it is woken, and every second, because delays expire without a
 * notification and notifications can be lost. It also handles the notifications of a listener on the outbox channel.
 */
export class Relay {
  private readonly wakeSignal = new WakeSignal();
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: RelayOptions) {}

  readonly onNotification = (): void => {
    this.wakeSignal.raise();
  };

  readonly onConnect = (): void => {
    this.wakeSignal.raise();
  };

  start(): void {
    this.running = this.run();
  }

  /** Resolves when the current batch is done. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      this.wakeSignal.clear();
      const handedOver = await this.relayBatch();
      if (handedOver < BATCH) await this.wakeSignal.wait(POLL_MS, signal);
    }
  }

  /** Errors are logged, not thrown: database and queue come back, and the outbox keeps everything. */
  private async relayBatch(): Promise<number> {
    const { outbox, queue, log, redeliverAfterMs } = this.options;
    try {
      return await outbox.relay(BATCH, redeliverAfterMs, (deliveries) => queue.enqueue(deliveries));
    } catch (error) {
      log.warn({ err: error }, 'relaying the outbox failed; retrying');
      return 0;
    }
  }
}
