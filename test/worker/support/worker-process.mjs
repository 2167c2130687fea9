/**
 * A worker in a process of its own, of the compiled code. For calibrations it runs a function of the tests, which waits until a
 * file exists and then saves who it is; every other job is done as it always is. Settings come as JSON in WORKER_SETTINGS; what it logs goes to standard error.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

const require = createRequire(import.meta.url);
const { JOBS } = require('../../../dist/src/services/job-registry.js');
const { startWorker } = require('../../../dist/worker/start-worker.js');
const { createLogger } = require('../../../dist/src/logging.js');
const { LocalFileStore } = require('../../../dist/src/files/local-file-store.js');
const { jobStream } = require('../../../dist/src/events/streams.js');

const { options, gateFile } = JSON.parse(process.env.WORKER_SETTINGS);

async function waitAndSave(context) {
  for (let done = 0; !existsSync(gateFile); done += 1) {
    context.signal.throwIfAborted();
    context.reportProgress('waiting', done, null);
    await sleep(20);
  }
  return async (stores) => {
    await stores.events.append(jobStream(context.claim.jobRunId), 'RESULT', { by: options.workerName });
  };
}

const logger = createLogger('info', options.workerName);
// Of the store, its folder is all that came through.
const files = new LocalFileStore(options.files.root);
const worker = await startWorker(
  { ...options, files, logger },
  {
    ...JOBS,
    calibrateTiers: { ...JOBS.calibrateTiers, runStored: waitAndSave },
  },
);
process.on('SIGTERM', () => void worker.close());
