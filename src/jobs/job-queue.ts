import { createPostgresBackend, createRedisBackend, withBackend } from 'bullmq';
import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '../errors';
import {
  postgresConnection,
  QUEUE_NAME,
  type QueueAddress,
  redisKeyPrefix,
  redisProducerConnection,
} from './queue-address';
import { assertQueueSchemaIsCurrent } from './queue-schema';
import type { JobDelivery } from '../model/jobs/job-outbox.model';

/** How long the queue may take to answer at the start. */
const CONNECT_LIMIT_MS = 5000;

/** The subset of the queue's class that is used here: the same for every backend. */
type BulkQueue = {
  waitUntilReady(): Promise<unknown>;
  addBulk(jobs: { name: string; data: JobDelivery; opts: object }[]): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
};

/** The way in: hands ids of jobs to whichever worker is free. */
export class JobQueue {
  private constructor(private readonly queue: BulkQueue) {}

  /**
   * @param onError told of a lost connection; the queue comes back by itself
   * @throws InvalidInputError when the queue's tables are not those of this version
   * @throws UnavailableError when the queue cannot be reached
   */
  static async connect(address: QueueAddress, onError: (error: Error) => void): Promise<JobQueue> {
    if ('jobsUrl' in address) await assertQueueSchemaIsCurrent(address.jobsUrl);
    const queue = openQueue(address);
    queue.on('error', onError);
    const deadline = new AbortController();
    try {
      // Redis is tried for ever otherwise.
      await Promise.race([queue.waitUntilReady(), failAfter(CONNECT_LIMIT_MS, deadline.signal)]);
    } catch (error) {
      await queue.close();
      throw new UnavailableError('the queue cannot be reached', { cause: error });
    } finally {
      deadline.abort();
    }
    return new JobQueue(queue);
  }

  /** Adds each job once: one that waits or runs already is left as it is, and one that ended is gone and can come again. */
  async enqueue(deliveries: readonly JobDelivery[]): Promise<void> {
    await this.queue.addBulk(
      deliveries.map((delivery) => ({
        name: QUEUE_NAME,
        data: { tenantId: delivery.tenantId, jobRunId: delivery.jobRunId },
        opts: { jobId: delivery.jobRunId, attempts: 1, removeOnComplete: true, removeOnFail: true },
      })),
    );
  }

  async close(): Promise<void> {
    await this.queue.close();
  }
}

async function failAfter(limitMs: number, signal: AbortSignal): Promise<never> {
  await sleep(limitMs, undefined, { signal }).catch(() => undefined);
  throw new Error(`no answer within ${limitMs} ms`);
}

function openQueue(address: QueueAddress): BulkQueue {
  if ('jobsUrl' in address) {
    const { Queue } = withBackend(createPostgresBackend);
    return new Queue<JobDelivery>(QUEUE_NAME, { connection: postgresConnection(address.jobsUrl, 2) });
  }
  const { Queue } = withBackend(createRedisBackend);
  return new Queue<JobDelivery>(QUEUE_NAME, {
    connection: redisProducerConnection(address.redisUrl),
    prefix: redisKeyPrefix(address),
  });
}
