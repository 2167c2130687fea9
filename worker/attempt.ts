import type { Compute } from '../src/compute/compute-tasks';
import type { EndpointAccess } from '../src/endpoints/endpoint-access';
import type { FileStore } from '../src/files/file-store';
import type { Logger } from '../src/logging';
import type { JobRun } from '../src/model/jobs/job-run.model';
import type { JobClaim } from '../src/persistence/stores/jobs/job-run-store';
import type { TenantDatabase } from '../src/persistence/tenant-database';
import { endAbandonedJob } from '../src/services/jobs/end-job';
import type { JobContext, SaveResult } from '../src/services/jobs/job-context';
import { findJobKind, type JobRegistry } from '../src/services/jobs/job-kind';
import type { Environments } from '../src/services/worlds/environments';
import { CancelledError, InvalidInputError } from '../src/errors';
import { beat, heartbeatIntervalMs } from './heartbeat';
import { concludeAttempt, type AttemptOutcome, type StopReason } from './outcome';
import { ProgressReporter } from './progress-reporter';

export type AttemptOptions = {
  readonly database: TenantDatabase;
  readonly tenantId: string;
  /** The job run as claimed. */
  readonly job: JobRun;
  readonly jobs: JobRegistry;
  readonly compute: Compute;
  readonly endpoints: EndpointAccess;
  readonly files: FileStore;
  readonly environments: Environments;
  readonly leaseMs: number;
  readonly log: Logger;
};

/** One attempt at a claimed job: renews the lease, reacts to cancellation and lost leases, and records how it ended. */
export class RunningAttempt {
  readonly claim: JobClaim;
  private readonly stopping = new AbortController();
  private readonly ended = new AbortController();
  private reason: StopReason | null = null;

  constructor(private readonly options: AttemptOptions) {
    this.claim = { jobRunId: options.job.id, fencingToken: options.job.fencingToken };
  }

  /** Stops the attempt; the first reason counts. */
  stop(reason: StopReason): void {
    if (this.reason !== null) return;
    this.reason = reason;
    this.stopping.abort(new CancelledError(`job run ${this.claim.jobRunId} was stopped: ${reason}`));
  }

  /** Never throws. */
  async run(): Promise<AttemptOutcome> {
    const { database, tenantId, job, jobs, leaseMs, log } = this.options;
    const progress = this.openProgress();
    const beating = this.startHeartbeat();
    const outcome = await concludeAttempt(
      { database, tenantId, job, jobs, claim: this.claim, leaseMs, log, stopReason: () => this.reason },
      async () => {
        // A handler that ignores the signal must not delay a cancellation: its result is dropped and its writes are
        // fenced.
        const save = await Promise.race([this.handle(progress), this.whenStopped()]);
        await progress.close();
        return save;
      },
    );
    this.ended.abort();
    await progress.discard();
    await beating;
    return outcome;
  }

  private handle(progress: ProgressReporter): Promise<SaveResult> {
    const { database, tenantId, job, jobs, compute, endpoints, files, environments } = this.options;
    const context: JobContext = {
      database,
      tenantId,
      claim: this.claim,
      compute,
      endpoints,
      files,
      environments,
      signal: this.stopping.signal,
      reportProgress: progress.report,
      endAbandoned: (stores, jobRunId) => endAbandonedJob(stores, jobs, jobRunId),
    };
    const kind = findJobKind(jobs, job.name);
    if (kind === null) throw new InvalidInputError(`this version has no job ${job.name}`);
    return kind.runStored(context, job.payloadJson);
  }

  private whenStopped(): Promise<never> {
    const { signal } = this.stopping;
    return new Promise((_resolve, reject) => {
      const stop = (): void => {
        reject(signal.reason as Error);
      };
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    });
  }

  private openProgress(): ProgressReporter {
    const { database, tenantId, job, log } = this.options;
    return new ProgressReporter({
      database,
      tenantId,
      job,
      claim: this.claim,
      onError: (error) => {
        log.warn({ err: error }, 'writing progress failed');
      },
    });
  }

  private startHeartbeat(): Promise<void> {
    const { database, tenantId, leaseMs, log } = this.options;
    return beat({
      renew: () => database.inTenant(tenantId, (stores) => stores.jobRuns.renew(this.claim, leaseMs)),
      intervalMs: heartbeatIntervalMs(leaseMs),
      signal: this.ended.signal,
      onLost: () => {
        this.stop('CLAIM_LOST');
      },
      onCancel: () => {
        this.stop('CANCEL_REQUESTED');
      },
      onError: (error) => {
        log.warn({ err: error }, 'renewing the lease failed');
      },
    });
  }
}
