import { randomUUID } from 'node:crypto';
import { createPostgresBackend, createRedisBackend, withBackend } from 'bullmq';
import { Client } from 'pg';
import {
  postgresConnection,
  QUEUE_NAME,
  type QueueAddress,
  redisConsumerConnection,
  redisKeyPrefix,
} from '../../../src/jobs/queue-address';
import { migrateQueueSchema } from '../../../src/jobs/queue-schema';
import { deleteRedisKeys, describeOnEachQueue } from '../../support/each-queue';
import type { TestDatabase } from '../../support/test-database';
import type { JobDelivery } from '../../../src/model/jobs/job-outbox.model';

/** A queue for one test file, on one of the two backends. */
export type QueueBackend = {
  /** Makes the queue and says where it is. */
  open(database: TestDatabase): Promise<QueueAddress>;
  /** Loses everything that the queue knows, as if its server had been wiped. */
  wipe(database: TestDatabase): Promise<void>;
  close(): Promise<void>;
};

/** Runs the same tests on Postgres and, where the tests are given one, on Redis. */
export function describeOnEachBackend(name: string, tests: (backend: QueueBackend) => void): void {
  describeOnEachQueue(name, (redisUrl) => {
    tests(redisUrl === null ? postgresBackend() : redisBackend(redisUrl));
  });
}

/** Delivers a job five times over, past the queue's own protection against duplicates. */
export async function deliverFiveTimes(address: QueueAddress, delivery: JobDelivery): Promise<void> {
  const queue = openRawQueue(address);
  await queue.addBulk([1, 2, 3, 4, 5].map(() => ({ name: QUEUE_NAME, data: delivery, opts: { jobId: randomUUID() } })));
  await queue.close();
}

function openRawQueue(address: QueueAddress) {
  if ('jobsUrl' in address) {
    const { Queue } = withBackend(createPostgresBackend);
    return new Queue<JobDelivery>(QUEUE_NAME, { connection: postgresConnection(address.jobsUrl, 1) });
  }
  const { Queue } = withBackend(createRedisBackend);
  const connection = redisConsumerConnection(address.redisUrl);
  return new Queue<JobDelivery>(QUEUE_NAME, { connection, prefix: redisKeyPrefix(address) });
}

function postgresBackend(): QueueBackend {
  return {
    open: async (database) => {
      await migrateQueueSchema(database.jobsUrl);
      return { jobsUrl: database.jobsUrl };
    },
    wipe: async (database) => {
      const client = new Client({ connectionString: database.jobsUrl });
      await client.connect();
      await client.query('DELETE FROM jobs.job');
      await client.end();
    },
    close: () => Promise.resolve(),
  };
}

/** Keys of its own in a server that others use too. */
function redisBackend(redisUrl: string): QueueBackend {
  const keyPrefix = `turnwise-test-${randomUUID()}`;
  const wipe = (): Promise<void> => deleteRedisKeys(redisUrl, keyPrefix);
  return { open: () => Promise.resolve({ redisUrl, keyPrefix }), wipe, close: wipe };
}
