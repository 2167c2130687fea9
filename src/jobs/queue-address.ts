import { type ConnectionOptions, type PostgresPoolConfig } from 'bullmq';

/** Database schema that belongs only to the queue. */
export const QUEUE_SCHEMA = 'jobs';

/** Name of the only queue. */
export const QUEUE_NAME = 'turnwise';

/** Location of the queue: Postgres, connected as the role that owns the schema `jobs`, or Redis. */
export type QueueAddress =
  | { readonly jobsUrl: string }
  /** `keyPrefix`: prefix of every key; default `turnwise`. */
  | { readonly redisUrl: string; readonly keyPrefix?: string };

const CONNECT_TIMEOUT_MS = 10_000;

/** These connections never migrate by themselves; migration is a separate step. */
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

/**
 * Producer: a command fails at once while Redis is unavailable instead of waiting in memory, because the relay retries.
 */
export function redisProducerConnection(redisUrl: string): ConnectionOptions {
  return { url: redisUrl, connectTimeout: CONNECT_TIMEOUT_MS, maxRetriesPerRequest: 1, enableOfflineQueue: false };
}

/** Consumer: a worker waits for Redis as long as necessary. */
export function redisConsumerConnection(redisUrl: string): ConnectionOptions {
  return { url: redisUrl, connectTimeout: CONNECT_TIMEOUT_MS, maxRetriesPerRequest: null };
}

export function redisKeyPrefix(address: { readonly keyPrefix?: string }): string {
  return address.keyPrefix ?? QUEUE_NAME;
}
