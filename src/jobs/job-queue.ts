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

/** Time limit for the queue's first response. */
const CONNECT_LIMIT_MS = 5000;

/** The subset of the queue's class that is used here, the same for every backend. */
type BulkQueue = {
  waitUntilReady(): Promise<unknown>;
  addBulk(jobs: { name: string; data: JobDelivery; opts: object }[]): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
};

/** The producer side: adds job ids for any free worker to take. */
export class JobQueue {
  private constructor(private readonly queue: BulkQueue) {}

  /**
   * @param onError called when the connection is lost; the queue reconnects by itself
   * @throws InvalidInputError if the queue's tables do not match this version
   * @throws UnavailableError if the queue cannot be reached
   */
  static async connect(address: QueueAddress, onError: (error: Error) => void): Promise<JobQueue> {
    if ('jobsUrl' in address) await assertQueueSchemaIsCurrent(address.jobsUrl);
    const queue = openQueue(address);
    queue.on('error', onError);
    const deadline = new AbortController();
    try {
      // Otherwise the client would retry Redis for ever.
      await Promise.race([queue.waitUntilReady(), failAfter(CONNECT_LIMIT_MS, deadline.signal)]);
    } catch (error) {
      await queue.close();
      throw new UnavailableError('the queue cannot be reached', { cause: error });
    } finally {
      deadline.abort();
    }
    return new JobQueue(queue);
  }

  /**
   * Adds each job once: a job that is waiting or running is left unchanged; one that has ended is gone and can be added
   * again.
   */
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
  throw new Error(`no response within ${limitMs} ms`);
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
