import { Redis } from 'ioredis';

/**
 * Defines the same tests for a queue in Postgres and, when TURNWISE_TEST_REDIS_URL names a Redis, for one in Redis; else
 * those are reported as skipped. The variable is not the program's own REDIS_URL, so that all other tests stay on Postgres.
 *
 * @param define gets the address of the Redis, null for Postgres; must prefix every key, because others use the server too
 */
export function describeOnEachQueue(name: string, define: (redisUrl: string | null) => void): void {
  describe(`${name}, queue on Postgres`, () => {
    define(null);
  });
  const redisUrl = process.env.TURNWISE_TEST_REDIS_URL ?? '';
  const defineOnRedis = (): void => {
    define(redisUrl);
  };
  if (redisUrl === '') describe.skip(`${name}, queue on Redis (TURNWISE_TEST_REDIS_URL is not set)`, defineOnRedis);
  else describe(`${name}, queue on Redis`, defineOnRedis);
}

/** Deletes the keys that start with `<keyPrefix>:` and no others. */
export async function deleteRedisKeys(redisUrl: string, keyPrefix: string): Promise<void> {
  const redis = new Redis(redisUrl);
  for await (const keys of redis.scanStream({ match: `${keyPrefix}:*` }) as AsyncIterable<string[]>) {
    if (keys.length > 0) await redis.del(...keys);
  }
  await redis.quit();
}
