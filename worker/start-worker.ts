import { hostname } from 'node:os';
import type { ComputeProvider } from '../src/domain/compute-provider';
import { ComputePool } from '../src/compute/compute-pool';
import { createEndpointAccess, type EndpointAccess, NO_ENDPOINT_SETTINGS } from '../src/endpoints/endpoint-access';
import type { FileStore } from '../src/files/file-store';
import { JobQueue } from '../src/jobs/job-queue';
import type { QueueAddress } from '../src/jobs/queue-address';
import type { Logger } from '../src/logging';
import { JobOutboxReader } from '../src/persistence/job-outbox-reader';
import { NotificationListener } from '../src/persistence/notification-listener';
import { OUTBOX_CHANNEL } from '../src/persistence/stores/jobs/job-run-store';
import { TenantDatabase } from '../src/persistence/tenant-database';
import { WorkerDirectory } from '../src/persistence/worker-directory';
import type { JobRegistry } from '../src/services/jobs/job-kind';
import { Environments } from '../src/services/worlds/environments';
import { Announcement } from './announcement';
import { detectCapabilities, knownCapabilities } from './capabilities';
import { WorkerPool } from './pool';
import { Relay } from './relay';

export type WorkerOptions = {
  /** Application role. */
  readonly applicationUrl: string;
  readonly queue: QueueAddress;
  /** The file store, shared with the API. */
  readonly files: FileStore;
  /** Default: no internal host is reached and no stored API key can be decrypted. */
  readonly endpoints?: EndpointAccess;
  /** Folder of the benchmark data (TURNWISE_BENCHMARK_DATA); default none. */
  readonly benchmarkFolder?: string | null;
  /** Max concurrent jobs. */
  readonly concurrency: number;
  /** How long this worker may be silent before its jobs go to another worker. */
  readonly leaseMs: number;
  readonly logger: Logger;
  /** Database connections; default two per job plus three. */
  readonly poolSize?: number;
  /** Display name of the worker; default host and process id. */
  readonly workerName?: string;
  /** Configured compute providers; if absent or null, the machine's providers are detected. */
  readonly providers?: readonly ComputeProvider[] | null;
  /** When a job that is not yet final is handed to the queue again; default 30 s. */
  readonly redeliverAfterMs?: number;
};

export type RunningWorker = {
  /** Releases running jobs and closes everything in order. */
  readonly close: () => Promise<void>;
};

const REDELIVER_AFTER_MS = 30_000;

/**
 * Starts a worker in this process: the relay from outbox to queue, and the pool that takes jobs from the queue.
 *
 * @throws UnavailableError if the database or queue cannot be reached
 * @throws InvalidInputError if the tables of either do not match this version
 */
export async function startWorker(options: WorkerOptions, jobs: JobRegistry): Promise<RunningWorker> {
  const { applicationUrl, queue: address, concurrency, leaseMs, logger: log } = options;
  const closers: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne();
  };
  try {
    const database = await TenantDatabase.connect(applicationUrl, options.poolSize ?? 2 * concurrency + 3);
    closers.push(() => database.close());
    const queue = await JobQueue.connect(address, (error) => {
      log.warn({ err: error }, 'queue error');
    });
    closers.push(() => queue.close());
    const compute = new ComputePool(concurrency);
    closers.push(() => {
      compute.close();
    });
    const workerName = options.workerName ?? `${hostname()}:${process.pid}`;
    const announcement = openAnnouncement(options, database, workerName);
    await announcement.start();
    closers.push(() => announcement.close());
    const pool = await WorkerPool.start({
      database,
      queue: address,
      jobs,
      compute,
      endpoints: options.endpoints ?? createEndpointAccess(NO_ENDPOINT_SETTINGS),
      files: options.files,
      environments: new Environments(options.benchmarkFolder ?? null),
      workerName,
      capabilities: () => announcement.capabilities,
      concurrency,
      leaseMs,
      log,
    });
    closers.push(() => pool.drain());
    await startRelay({ ...options, database, queue }, closers);
    log.info({ workerName, concurrency }, 'worker is ready');
    return { close };
  } catch (error) {
    await close();
    throw error;
  }
}

function openAnnouncement(options: WorkerOptions, database: TenantDatabase, workerName: string): Announcement {
  const { providers = null, logger: log } = options;
  const capabilities = knownCapabilities(providers ?? []);
  return new Announcement({
    workers: new WorkerDirectory(database),
    workerName,
    log,
    capabilities,
    detect: (signal) => (providers === null ? detectCapabilities(log, signal) : Promise.resolve(capabilities)),
  });
}

async function startRelay(
  options: Omit<WorkerOptions, 'queue'> & { readonly database: TenantDatabase; readonly queue: JobQueue },
  closers: (() => Promise<void> | void)[],
): Promise<void> {
  const { applicationUrl, database, queue, logger: log } = options;
  const redeliverAfterMs = options.redeliverAfterMs ?? REDELIVER_AFTER_MS;
  const relay = new Relay({ outbox: new JobOutboxReader(database), queue, log, redeliverAfterMs });
  relay.start();
  closers.push(() => relay.stop());
  const listener = new NotificationListener(applicationUrl, { [OUTBOX_CHANNEL]: relay });
  await listener.start();
  closers.push(() => listener.close());
}
