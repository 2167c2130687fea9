import { JOBS } from '../src/services/job-registry';
import { type RunningWorker, startWorker, type WorkerOptions } from './start-worker';

/**
 * Runs a worker for all kinds of jobs in this process until it is closed. The caller handles signals, because it also
 * owns what must be closed after the worker.
 *
 * @throws UnavailableError if the database or queue cannot be reached
 * @throws InvalidInputError if the tables of either do not match this version
 */
export function runWorker(options: WorkerOptions): Promise<RunningWorker> {
  return startWorker(options, JOBS);
}
