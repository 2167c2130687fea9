import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { experimentStream, jobStream, type StreamEvent } from '../../../src/events/streams';
import type { QueueAddress } from '../../../src/jobs/queue-address';
import { createLogger } from '../../../src/logging';
import type { JobState } from '../../../src/model/enums';
import type { JobRun } from '../../../src/model/jobs/job-run.model';
import { TenantDatabase } from '../../../src/persistence/tenant-database';
import { TenantDirectory } from '../../../src/persistence/tenant-directory';
import type { TenantStores } from '../../../src/persistence/tenant-stores';
import { calibrateTiersJob } from '../../../src/services/calibration/calibrate-tiers.job';
import { JOBS } from '../../../src/services/job-registry';
import type { JobContext, JobHandler, SaveResult } from '../../../src/services/jobs/job-context';
import type { JobEvent } from '../../../src/services/jobs/job-event';
import type { JobRegistry, TypedJobKind } from '../../../src/services/jobs/job-kind';
import { readJobProgressEvent, startJob } from '../../../src/services/jobs/job-runs';
import { type RunningWorker, startWorker, type WorkerOptions } from '../../../worker/start-worker';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { createTemporaryFiles } from '../../support/temporary-files';
import type { QueueBackend } from './backends';

/** Kind of the event that the handlers of these tests save as their result. */
export const RESULT_EVENT = 'RESULT';

export const SHORT_LEASE_MS = 1500;

/** One organization with one experiment in a database of its own, a queue, and the workers that a test starts. */
export class JobBench {
  private readonly workers: RunningWorker[] = [];
  private readonly files = createTemporaryFiles();

  private constructor(
    readonly testDatabase: TestDatabase,
    readonly queue: QueueAddress,
    readonly database: TenantDatabase,
    readonly tenantId: string,
    readonly experimentId: string,
  ) {}

  static async open(backend: QueueBackend): Promise<JobBench> {
    return JobBench.openOn(await createTestDatabase(), backend);
  }

  /** On a migrated database without organizations. */
  static async openOn(testDatabase: TestDatabase, backend: QueueBackend): Promise<JobBench> {
    const queue = await backend.open(testDatabase);
    const database = await TenantDatabase.connect(testDatabase.applicationUrl, 5);
    const { id: tenantId } = await new TenantDirectory(database).createOrganization('acme', 'Acme');
    const { id } = await database.inTenant(tenantId, (stores) => stores.experiments.create('airline', ''));
    return new JobBench(testDatabase, queue, database, tenantId, id);
  }

  async close(): Promise<void> {
    await this.stopWorkers();
    await this.database.close();
    await this.testDatabase.drop();
    await this.files.remove();
  }

  /** Settings of a worker that is quick to notice a loss. */
  workerOptions(name: string): Omit<WorkerOptions, 'logger'> {
    return {
      applicationUrl: this.testDatabase.applicationUrl,
      queue: this.queue,
      files: this.files.store,
      providers: ['cpu'],
      concurrency: 2,
      leaseMs: SHORT_LEASE_MS,
      redeliverAfterMs: 1000,
      workerName: name,
    };
  }

  async startWorker(name: string, jobs: JobRegistry, options: Partial<WorkerOptions> = {}): Promise<RunningWorker> {
    const worker = await startWorker(
      { ...this.workerOptions(name), logger: createLogger('silent', name), ...options },
      jobs,
    );
    this.workers.push(worker);
    return worker;
  }

  async stopWorkers(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.close()));
  }

  inTenant<Result>(work: (stores: TenantStores) => Promise<Result>): Promise<Result> {
    return this.database.inTenant(this.tenantId, work);
  }

  startJob(): Promise<JobRun> {
    return this.inTenant((stores) =>
      startJob(stores, calibrateTiersJob, {
        ...{ experimentId: this.experimentId, payload: { calibrationId: randomUUID() } },
      }),
    );
  }

  job(id: string): Promise<JobRun> {
    return this.inTenant((stores) => stores.jobRuns.get(id));
  }

  /** Waits for the job to be as wanted; fails with what it is instead. */
  async waitForJob(id: string, isReached: (job: JobRun) => boolean): Promise<JobRun> {
    const deadline = performance.now() + 20_000;
    for (;;) {
      // The database may just be away.
      const job = await this.job(id).catch(() => null);
      if (job !== null && isReached(job)) return job;
      if (performance.now() > deadline) throw new Error(`the job never got there: ${JSON.stringify(job)}`);
      await sleep(25);
    }
  }

  waitForState(id: string, state: JobState): Promise<JobRun> {
    return this.waitForJob(id, (job) => job.state === state);
  }

  async jobEvents(id: string): Promise<JobEvent[]> {
    const events = await this.inTenant((stores) => stores.events.readSince(jobStream(id), 0, 1000));
    return events.filter((event) => event.kind !== RESULT_EVENT).map(readJobProgressEvent);
  }

  /** States in the order in which subscribers of the job heard of them. */
  async states(id: string): Promise<JobState[]> {
    const events = await this.inTenant((stores) => stores.events.readSince(jobStream(id), 0, 1000));
    return events.filter((event) => event.kind === 'STATE').map((event) => readJobProgressEvent(event).state);
  }

  /** Who saved a result of the job, in order. */
  async savers(id: string): Promise<unknown[]> {
    const events = await this.inTenant((stores) => stores.events.readSince(jobStream(id), 0, 1000));
    return events.filter((event) => event.kind === RESULT_EVENT).map((event) => event.payload.by);
  }

  /** When the job's events were written, by their rank from 0, milliseconds. */
  async eventTimes(id: string, ...ranks: number[]): Promise<number[]> {
    const events = await this.inTenant((stores) => stores.events.readSince(jobStream(id), 0, 1000));
    return ranks.map((rank) => events[rank]!.createdAt.getTime());
  }

  async outboxCount(id: string): Promise<number> {
    const rows = await this.asAdmin('SELECT 1 FROM job_outbox WHERE job_run_id = $1', [id]);
    return rows.length;
  }

  /** Waits until the relay has handed the job to the queue. */
  async waitUntilRelayed(id: string): Promise<void> {
    const sql = 'SELECT 1 FROM job_outbox WHERE job_run_id = $1 AND not_before > clock_timestamp()';
    while ((await this.asAdmin(sql, [id])).length === 0) await sleep(25);
  }

  /** Ends every connection to the database but the one that asks. */
  async cutConnections(): Promise<void> {
    await this.asAdmin(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      [],
    );
  }

  /** Lets a worker have been silent for so many seconds. */
  async silenceWorker(name: string, seconds: number): Promise<void> {
    const sql = `UPDATE worker SET last_seen_at = clock_timestamp() - $2 * interval '1 second' WHERE name = $1`;
    await this.asAdmin(sql, [name, seconds]);
  }

  /** Lets a job have been accepted so many seconds ago. */
  async ageJob(id: string, seconds: number): Promise<void> {
    await this.asAdmin(`UPDATE job_run SET created_at = clock_timestamp() - $2 * interval '1 second' WHERE id = $1`, [
      id,
      seconds,
    ]);
  }

  private async asAdmin(sql: string, parameters: unknown[]): Promise<unknown[]> {
    const client = new Client({ connectionString: this.testDatabase.adminUrl });
    await client.connect();
    try {
      const result = await client.query(sql, parameters);
      return result.rows as unknown[];
    } finally {
      await client.end();
    }
  }

  experimentEvents(): Promise<StreamEvent[]> {
    return this.inTenant((stores) => stores.events.readSince(experimentStream(this.experimentId), 0, 1000));
  }
}

/** What a handler of these tests hands back: an event in the job's stream says who saved. */
export function saveResult(jobRunId: string, by: string): SaveResult {
  return async (stores) => {
    await stores.events.append(jobStream(jobRunId), RESULT_EVENT, { by });
  };
}

/** Every kind of job, doing the same. */
export function jobsDoing(work: (context: JobContext) => Promise<SaveResult>): JobRegistry {
  return Object.fromEntries(Object.entries(JOBS).map(([name, kind]) => [name, { ...kind, runStored: work }]));
}

/** Every kind of job, done at once. */
export function quickJobs(by: string): JobRegistry {
  return jobsDoing((context) => Promise.resolve(saveResult(context.claim.jobRunId, by)));
}

/** Every kind of job as it is, but for one that does something else. */
export function jobsWith<Payload>(kind: TypedJobKind<Payload>, run: JobHandler<Payload>): JobRegistry {
  const runStored: TypedJobKind<Payload>['runStored'] = async (context, payloadJson) =>
    run(context, kind.parsePayload(JSON.parse(payloadJson)));
  return { ...JOBS, [kind.name]: { ...kind, runStored } };
}
