import { JOBS } from '../src/services/job-registry';
import { type RunningWorker, startWorker, type WorkerOptions } from './start-worker';

/**
 * Runs a worker that can do every job, in this process, until it is closed. The caller listens to signals, because it
 * also owns what must be closed after the worker.
 *
 * @throws UnavailableError when database or queue cannot be reached
 * @throws InvalidInputError when the tables of either are not those of this version
 */
export function runWorker(options: WorkerOptions): Promise<RunningWorker> {
  return startWorker(options, JOBS);
}
