import { createPostgresBackend, createRedisBackend, withBackend } from 'bullmq';
import { z } from 'zod';
import type { Compute } from '../src/compute/compute-tasks';
import type { EndpointAccess } from '../src/endpoints/endpoint-access';
import type { FileStore } from '../src/files/file-store';
import type { WorkerCapabilities } from '../src/jobs/job-requirements';
import {
  postgresConnection,
  QUEUE_NAME,
  type QueueAddress,
  redisConsumerConnection,
  redisKeyPrefix,
} from '../src/jobs/queue-address';
import type { Logger } from '../src/logging';
import type { JobRun } from '../src/model/jobs/job-run.model';
import type { JobClaim } from '../src/persistence/stores/jobs/job-run-store';
import type { TenantDatabase } from '../src/persistence/tenant-database';
import { endAbandonedJob } from '../src/services/jobs/end-job';
import { findJobKind, type JobRegistry } from '../src/services/jobs/job-kind';
import { publishJobState } from '../src/services/jobs/job-runs';
import type { Environments } from '../src/services/worlds/environments';
import { RunningAttempt } from './attempt';
import { leaveIfUnsuited } from './suitability';
import type { JobDelivery } from '../src/model/jobs/job-outbox.model';

export type WorkerPoolOptions = {
  readonly database: TenantDatabase;
  readonly queue: QueueAddress;
  readonly jobs: JobRegistry;
  readonly compute: Compute;
  readonly endpoints: EndpointAccess;
  readonly files: FileStore;
  readonly environments: Environments;
  readonly workerName: string;
  /** Capabilities of this worker, as far as known. */
  readonly capabilities: () => WorkerCapabilities;
  /** Max concurrent jobs. */
  readonly concurrency: number;
  readonly leaseMs: number;
  readonly log: Logger;
};

type Held = { readonly tenantId: string; readonly claim: JobClaim };

/** The subset of the queue's worker that is used here, the same for every backend. */
type QueueWorker = {
  on(event: 'error', listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
};

const deliverySchema = z.object({ tenantId: z.uuid(), jobRunId: z.uuid() });

/**
 * The queue's own lock only decides how soon it redelivers after a worker was lost; the lease decides who may write.
 */
const LONGEST_LOCK_MS = 10_000;

/** Takes jobs from the queue and runs up to `concurrency` at a time. */
export class WorkerPool {
  private readonly attempts = new Set<RunningAttempt>();
  private readonly toRelease: Held[] = [];
  private readonly worker: QueueWorker;
  private isDraining = false;

  private constructor(private readonly options: WorkerPoolOptions) {
    this.worker = openQueueWorker(options, (delivery) => this.process(delivery));
    this.worker.on('error', (error) => {
      options.log.warn({ err: error }, 'queue error');
    });
  }

  static async start(options: WorkerPoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    await pool.worker.waitUntilReady();
    return pool;
  }

  /**
   * Stops taking jobs, stops running attempts and releases them for other workers. A released job does not use up an
   * attempt.
   */
  async drain(): Promise<void> {
    this.isDraining = true;
    const closing = this.worker.close();
    for (const attempt of this.attempts) attempt.stop('WORKER_STOPS');
    await closing;
    // Only now has the queue forgotten them; released earlier, they would be treated as duplicates.
    for (const held of this.toRelease) await this.release(held);
  }

  private async process(data: unknown): Promise<void> {
    const { tenantId, jobRunId } = deliverySchema.parse(data);
    const job = await this.claim(tenantId, jobRunId);
    if (job === null) return;
    const log = this.options.log.child({ tenantId, jobRunId, job: job.name, attempt: job.attempt });
    const attempt = new RunningAttempt({ ...this.options, tenantId, job, log });
    this.attempts.add(attempt);
    if (this.isDraining) attempt.stop('WORKER_STOPS');
    log.info('attempt started');
    const outcome = await attempt.run();
    this.attempts.delete(attempt);
    if (outcome === 'TO_RELEASE') this.toRelease.push({ tenantId, claim: attempt.claim });
    log.info({ outcome }, 'attempt ended');
  }

  /**
   * Null if there is nothing to do: another worker holds the job, it is final, or it was just ended here because no
   * attempts are left.
   */
  private async claim(tenantId: string, jobRunId: string): Promise<JobRun | null> {
    const { database, jobs, workerName, leaseMs, capabilities, log } = this.options;
    return database.inTenant(tenantId, async (stores) => {
      const [found] = await stores.jobRuns.findMany([jobRunId]);
      if (found !== undefined && findJobKind(jobs, found.name) === null) {
        log.warn({ tenantId, jobRunId, job: found.name }, 'left for a newer version that may know this job');
        return null;
      }
      if (found !== undefined && (await leaveIfUnsuited(stores, found, { jobs, capabilities: capabilities() }))) {
        log.debug({ tenantId, jobRunId, job: found.name }, 'left to a worker that meets the job’s requirements');
        return null;
      }
      const claimed = await stores.jobRuns.claim(jobRunId, workerName, leaseMs);
      if (claimed === null) await endAbandonedJob(stores, jobs, jobRunId);
      else await publishJobState(stores, claimed);
      return claimed;
    });
  }

  /** A job that cannot be released now is not lost: its lease expires. */
  private async release({ tenantId, claim }: Held): Promise<void> {
    const { database, jobs } = this.options;
    try {
      await database.inTenant(tenantId, async (stores) => {
        if (!(await stores.jobRuns.release(claim))) return;
        const ended = await endAbandonedJob(stores, jobs, claim.jobRunId);
        if (ended === null) await publishJobState(stores, await stores.jobRuns.get(claim.jobRunId));
      });
    } catch (error) {
      this.options.log.warn({ err: error, tenantId, jobRunId: claim.jobRunId }, 'releasing the job failed');
    }
  }
}

function openQueueWorker(options: WorkerPoolOptions, process: (data: unknown) => Promise<void>): QueueWorker {
  const { queue, concurrency, leaseMs } = options;
  const lockMs = Math.min(leaseMs, LONGEST_LOCK_MS);
  const settings = {
    concurrency,
    lockDuration: lockMs,
    stalledInterval: lockMs / 2,
    // Attempts are counted in the job's row.
    maxStalledCount: 2 ** 31 - 1,
    // Pauses after failed commands, short enough for a worker to resume soon after a restart.
    runRetryDelay: 1000,
  };
  const processJob = (job: { data: JobDelivery }): Promise<void> => process(job.data);
  if ('jobsUrl' in queue) {
    const { Worker } = withBackend(createPostgresBackend);
    const connection = postgresConnection(queue.jobsUrl, 3);
    return new Worker<JobDelivery>(QUEUE_NAME, processJob, { ...settings, connection });
  }
  const { Worker } = withBackend(createRedisBackend);
  const connection = redisConsumerConnection(queue.redisUrl);
  return new Worker<JobDelivery>(QUEUE_NAME, processJob, { ...settings, connection, prefix: redisKeyPrefix(queue) });
}
