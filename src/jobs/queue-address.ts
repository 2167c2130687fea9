import { type ConnectionOptions, type PostgresPoolConfig } from 'bullmq';

/** Schema of the database that belongs to the queue alone. */
export const QUEUE_SCHEMA = 'jobs';

/** Name of the one queue. */
export const QUEUE_NAME = 'turnwise';

/** Where the queue lives: in Postgres, reached as the role that owns the schema `jobs`, or in Redis. */
export type QueueAddress =
  | { readonly jobsUrl: string }
  /** `keyPrefix`: what every key starts with; default `turnwise`. */
  | { readonly redisUrl: string; readonly keyPrefix?: string };

const CONNECT_TIMEOUT_MS = 10_000;

/** Connections that never migrate by themselves: that is a step of its own. */
export function postgresConnection(jobsUrl: string, poolSize: number): PostgresPoolConfig {
  return {
    connectionString: jobsUrl,
    schema: QUEUE_SCHEMA,
    migrate: false,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'turnwise queue',
  };
}

/** For adding: a command fails while Redis is away, because the relay tries again, rather than waiting in memory. */
export function redisProducerConnection(redisUrl: string): ConnectionOptions {
  return { url: redisUrl, connectTimeout: CONNECT_TIMEOUT_MS, maxRetriesPerRequest: 1, enableOfflineQueue: false };
}

/** For taking: a worker waits for Redis as long as it takes. */
export function redisConsumerConnection(redisUrl: string): ConnectionOptions {
  return { url: redisUrl, connectTimeout: CONNECT_TIMEOUT_MS, maxRetriesPerRequest: null };
}

export function redisKeyPrefix(address: { readonly keyPrefix?: string }): string {
  return address.keyPrefix ?? QUEUE_NAME;
}
