import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '../src/errors';

const PAUSE_MS = 500;

/**
 * Does the work, and again while the database is away, so that a restart of Postgres costs a job nothing.
 *
 * @param patienceMs when to give up
 * @throws what the work throws; UnavailableError once patience has run out
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
