import { setTimeout as sleep } from 'node:timers/promises';
import { migrateQueueSchema } from '../../../src/jobs/queue-schema';
import { createLogger } from '../../../src/logging';
import { isFinalJobState } from '../../../src/services/jobs/job-runs';
import { runWorker } from '../../../worker/main';
import type { RunningWorker } from '../../../worker/start-worker';
import type { TestApi } from './api-server';

/**
 * A worker that does every job of the API's database, in this process.
 *
 * @param concurrency jobs that it does at a time
 */
export async function startTestWorker({ tables, files }: TestApi, concurrency = 1): Promise<RunningWorker> {
  await migrateQueueSchema(tables.jobsUrl);
  return runWorker({
    applicationUrl: tables.applicationUrl,
    queue: { jobsUrl: tables.jobsUrl },
    files: files.store,
    providers: ['cpu'],
    concurrency,
    leaseMs: 30_000,
    logger: createLogger('silent', 'worker'),
  });
}

/** Waits for a job to end well. @throws Error with its text when it ends otherwise, or not within 25 seconds */
export async function untilDone({ database }: TestApi, tenantId: string, jobRunId: string): Promise<void> {
  const deadline = performance.now() + 25_000;
  for (;;) {
    const job = await database.inTenant(tenantId, (stores) => stores.jobRuns.get(jobRunId));
    if (job.state === 'SUCCEEDED') return;
    if (isFinalJobState(job.state) || performance.now() > deadline) {
      throw new Error(`job ${job.name} is ${job.state}: ${job.errorMessage ?? 'no error'}`);
    }
    await sleep(50);
  }
}
