import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '../src/errors';

const PAUSE_MS = 500;

/**
 * Does the work and retries it while the database is unavailable, so that a restart of Postgres does not fail a job.
 *
 * @param patienceMs how long to retry
 * @throws what the work throws; UnavailableError when `patienceMs` is over
 */
export async function untilReachable<Result>(patienceMs: number, work: () => Promise<Result>): Promise<Result> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UnavailableError) || performance.now() > deadline) throw error;
    }
    await sleep(PAUSE_MS);
  }
}
