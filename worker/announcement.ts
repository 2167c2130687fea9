import { setTimeout as sleep } from 'node:timers/promises';
import { capabilitiesFormat, type WorkerCapabilities } from '../src/jobs/job-requirements';
import type { Logger } from '../src/logging';
import type { WorkerDirectory } from '../src/persistence/worker-directory';

export type AnnouncementOptions = {
  readonly workers: WorkerDirectory;
  readonly workerName: string;
  readonly log: Logger;
  /** Capabilities known before any detection. */
  readonly capabilities: WorkerCapabilities;
  /** Detects further capabilities of the machine; may take a while. */
  readonly detect: (signal: AbortSignal) => Promise<WorkerCapabilities>;
  /** Heartbeat interval in ms; default 10,000, well below the silence after which a worker counts as gone. */
  readonly intervalMs?: number;
};

const INTERVAL_MS = 10_000;

/** Announces this worker and its capabilities, with heartbeats, until it is closed. */
export class Announcement {
  private readonly startedAt = new Date();
  private readonly stopping = new AbortController();
  private running: Promise<unknown> = Promise.resolve();
  private known: WorkerCapabilities;

  constructor(private readonly options: AnnouncementOptions) {
    this.known = options.capabilities;
  }

  get capabilities(): WorkerCapabilities {
    return this.known;
  }

  /** Resolves when the worker is registered; further capabilities are detected in the background. */
  async start(): Promise<void> {
    await this.announce();
    this.running = Promise.all([this.findOut(), this.keepAlive()]);
  }

  /** Removes the worker's row. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.running;
    const { workers, workerName } = this.options;
    await this.trying(() => workers.reach((store) => store.remove(workerName)));
  }

  private async findOut(): Promise<void> {
    const { signal } = this.stopping;
    await this.trying(async () => {
      const found = await this.options.detect(signal);
      if (signal.aborted) return;
      this.known = found;
      this.options.log.info({ capabilities: found }, 'worker capabilities detected');
      await this.announce();
    });
  }

  private async keepAlive(): Promise<void> {
    const { workers, workerName, intervalMs = INTERVAL_MS } = this.options;
    const { signal } = this.stopping;
    while (await sleep(intervalMs, true, { signal }).catch(() => false)) {
      await this.trying(async () => {
        if (!(await workers.reach((store) => store.touch(workerName)))) await this.announce();
      });
    }
  }

  private async announce(): Promise<void> {
    const { workers, workerName: name } = this.options;
    const capabilitiesJson = capabilitiesFormat.write(this.known);
    await workers.reach((store) => store.announce({ name, startedAt: this.startedAt, capabilitiesJson }));
  }

  /** A failure is logged; the next heartbeat announces everything again. */
  private async trying(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.stopping.signal.aborted) this.options.log.warn({ err: error }, 'worker announcement failed');
    }
  }
}
