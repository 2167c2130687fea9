import { jobStream } from '../src/events/streams';
import type { JobRun } from '../src/model/jobs/job-run.model';
import type { JobClaim, ReportedProgress } from '../src/persistence/stores/jobs/job-run-store';
import type { TenantDatabase } from '../src/persistence/tenant-database';
import { jobEventFormat } from '../src/services/jobs/job-event';
import { describeJob, PROGRESS_EVENT } from '../src/services/jobs/job-runs';
import { PaceMeter } from './pace-meter';

/** Five updates per second are enough for a viewer. */
const SHORTEST_INTERVAL_MS = 200;

export type ProgressReporterOptions = {
  readonly database: TenantDatabase;
  readonly tenantId: string;
  readonly job: JobRun;
  readonly claim: JobClaim;
  /** Called when a write failed; the next report writes again. */
  readonly onError: (error: unknown) => void;
};

/** Writes a job's latest progress, row and event in one transaction, at most a few times a second. */
export class ProgressReporter {
  private readonly pace = new PaceMeter();
  private waiting: ReportedProgress | null = null;
  private writing: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private writtenAtMs = Number.NEGATIVE_INFINITY;
  private isClosed = false;

  constructor(private readonly options: ProgressReporterOptions) {}

  /** @throws Error for numbers that are not finite (a bug in the handler) */
  readonly report = (phase: string, done: number, total: number | null): void => {
    if (!Number.isFinite(done) || (total !== null && !Number.isFinite(total))) {
      throw new Error(`progress of ${phase}: ${done} of ${total ?? 'unknown'} is not a number of units`);
    }
    if (this.isClosed) return;
    this.waiting = { phase, done, total };
    this.plan();
  };

  /** Writes pending progress; later reports are dropped. */
  async close(): Promise<void> {
    this.isClosed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.writing;
    await this.write();
  }

  /** Drops pending progress, because another worker may hold the job. */
  async discard(): Promise<void> {
    this.waiting = null;
    await this.close();
  }

  private plan(): void {
    if (this.timer !== null || this.writing !== null) return;
    const delayMs = Math.max(this.writtenAtMs + SHORTEST_INTERVAL_MS - performance.now(), 0);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.writing = this.write().finally(() => {
        this.writing = null;
        if (this.waiting !== null && !this.isClosed) this.plan();
      });
    }, delayMs);
  }

  private async write(): Promise<void> {
    const progress = this.waiting;
    if (progress === null) return;
    this.waiting = null;
    this.writtenAtMs = performance.now();
    const { database, tenantId, job, claim, onError } = this.options;
    const pace = this.pace.measure(progress.phase, progress.done, progress.total, this.writtenAtMs);
    const event = { ...describeJob(job, pace), ...progress };
    try {
      await database.inTenant(tenantId, async (stores) => {
        if (await stores.jobRuns.saveProgress(claim, progress)) {
          await stores.events.append(jobStream(job.id), PROGRESS_EVENT, jobEventFormat.withVersion(event));
        }
      });
    } catch (error) {
      onError(error);
    }
  }
}
