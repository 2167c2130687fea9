import { randomUUID } from 'node:crypto';
import { createPostgresBackend, createRedisBackend, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { JobDelivery } from '../../../src/jobs/job-queue';
import {
  postgresConnection,
  QUEUE_NAME,
  type QueueAddress,
  redisConsumerConnection,
  redisKeyPrefix,
} from '../../../src/jobs/queue-address';
import { migrateQueueSchema } from '../../../src/jobs/queue-schema';
import type { TestDatabase } from '../../support/test-database';

/** A queue for one test file, on one of the two backends. */
export type QueueBackend = {
  /** Makes the queue and says where it is. */
  open(database: TestDatabase): Promise<QueueAddress>;
  /** Loses everything that the queue knows, as if its server had been wiped. */
  wipe(database: TestDatabase): Promise<void>;
  close(): Promise<void>;
};

/** Runs the same tests on Postgres and, when REDIS_URL is set, on Redis; else those are reported as skipped. */
export function describeOnEachBackend(name: string, tests: (backend: QueueBackend) => void): void {
  describe(`${name}, queue on Postgres`, () => {
    tests(postgresBackend());
  });
  const { REDIS_URL: redisUrl } = process.env;
  const describeOnRedis = redisUrl === undefined || redisUrl === '' ? describe.skip : describe;
  describeOnRedis(`${name}, queue on Redis`, () => {
    tests(redisBackend(redisUrl ?? ''));
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
  const wipe = async (): Promise<void> => {
    const redis = new Redis(redisUrl);
    for await (const keys of redis.scanStream({ match: `${keyPrefix}:*` }) as AsyncIterable<string[]>) {
      if (keys.length > 0) await redis.del(...keys);
    }
    await redis.quit();
  };
  return { open: () => Promise.resolve({ redisUrl, keyPrefix }), wipe, close: wipe };
}
