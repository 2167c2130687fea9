import { resolve } from 'node:path';
import { z } from 'zod';
import { InvalidInputError } from './errors';
import { COMPUTE_PROVIDERS, type ComputeProvider } from './domain/compute-provider';

const port = z.coerce.number().int().min(0).max(65535);
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://');

const environment = z.object({
  /** Application role. If absent, an embedded Postgres is started. */
  DATABASE_URL: postgresUrl.optional(),
  /** Owner of the tables; used only by `migrate`. */
  DATABASE_OWNER_URL: postgresUrl.optional(),
  /** Role that owns the schema `jobs`; used only by the queue. */
  DATABASE_JOBS_URL: postgresUrl.optional(),
  /** If set, the queue is in Redis instead of Postgres. */
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must start with redis:// or rediss://')
    .optional(),
  /** Prefix of the queue's keys in Redis; installations that share a Redis need different prefixes. */
  TURNWISE_QUEUE_PREFIX: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'must be 1 to 100 of a-z, A-Z, 0-9, _, . and -')
    .default('turnwise'),
  TURNWISE_DATA_FOLDER: z.string().min(1).default('.turnwise'),
  TURNWISE_HOST: z.string().min(1).default('127.0.0.1'),
  TURNWISE_PORT: port.default(4400),
  TURNWISE_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  TURNWISE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(10),
  TURNWISE_WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(2),
  /**
   * S3-compatible file store, `s3://bucket/prefix?endpoint=...&region=...`. If absent, files are stored in the data
   * folder.
   */
  TURNWISE_FILE_STORE: z
    .string()
    .regex(/^s3:\/\/[^/@]/, 'must be s3://bucket/prefix')
    .optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  /** Max size of an uploaded ONNX file in bytes. */
  TURNWISE_MAX_MODEL_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .max(2 ** 31 - 1)
    .default(256 * 1024 * 1024),
  /** Compute providers that this worker offers instead of those it detects, e.g. `cpu,cuda`. */
  TURNWISE_WORKER_PROVIDERS: z
    .string()
    .transform((text) => text.split(',').map((word) => word.trim()))
    .pipe(z.array(z.enum(COMPUTE_PROVIDERS)))
    .optional(),
  /** 32 bytes in base64 that encrypt the API keys of endpoints; the same for the API and all workers. */
  TURNWISE_SECRET_KEY: z.string().optional(),
  /** Internal hosts that endpoints may use: names, addresses and ranges, comma-separated. */
  TURNWISE_ENDPOINT_ALLOW: z.string().max(10_000).default(''),
  /** Folder with the tau-bench and tau2-bench airline data, for task sets imported from it. */
  TURNWISE_BENCHMARK_DATA: z.string().min(1).optional(),
  /** How long a worker may be silent before its job goes to another worker, ms. */
  TURNWISE_LEASE_MS: z.coerce.number().int().min(1000).max(3_600_000).default(30_000),
});

/** Settings of a process, one environment variable each. */
export type Config = {
  readonly databaseUrl: string | null;
  readonly databaseOwnerUrl: string | null;
  readonly databaseJobsUrl: string | null;
  readonly redisUrl: string | null;
  readonly queuePrefix: string;
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly poolSize: number;
  readonly workerConcurrency: number;
  readonly leaseMs: number;
  readonly benchmarkFolder: string | null;
  readonly secretKey: string | null;
  readonly endpointAllow: string;
  readonly fileStore: string | null;
  readonly s3Credentials: {
    readonly accessKeyId: string | null;
    readonly secretAccessKey: string | null;
    readonly sessionToken: string | null;
  };
  readonly maxModelBytes: number;
  readonly workerProviders: readonly ComputeProvider[] | null;
};

/**
 * Reads the settings.
 *
 * @throws InvalidInputError naming each invalid variable and the reason
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const variable = issue.path.join('.');
      // A URL can contain a password.
      const value = variable.endsWith('_URL') ? 'its value' : `"${set[variable] ?? ''}"`;
      return `${variable}: ${value} is invalid: ${issue.message}`;
    });
    throw new InvalidInputError(`settings: ${problems.join('; ')}`);
  }
  const values = parsed.data;
  return {
    databaseUrl: values.DATABASE_URL ?? null,
    databaseOwnerUrl: values.DATABASE_OWNER_URL ?? null,
    databaseJobsUrl: values.DATABASE_JOBS_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    queuePrefix: values.TURNWISE_QUEUE_PREFIX,
    dataFolder: resolve(values.TURNWISE_DATA_FOLDER),
    host: values.TURNWISE_HOST,
    port: values.TURNWISE_PORT,
    logLevel: values.TURNWISE_LOG_LEVEL,
    poolSize: values.TURNWISE_POOL_SIZE,
    workerConcurrency: values.TURNWISE_WORKER_CONCURRENCY,
    leaseMs: values.TURNWISE_LEASE_MS,
    benchmarkFolder: values.TURNWISE_BENCHMARK_DATA ?? null,
    secretKey: values.TURNWISE_SECRET_KEY ?? null,
    endpointAllow: values.TURNWISE_ENDPOINT_ALLOW,
    fileStore: values.TURNWISE_FILE_STORE ?? null,
    s3Credentials: {
      accessKeyId: values.AWS_ACCESS_KEY_ID ?? null,
      secretAccessKey: values.AWS_SECRET_ACCESS_KEY ?? null,
      sessionToken: values.AWS_SESSION_TOKEN ?? null,
    },
    maxModelBytes: values.TURNWISE_MAX_MODEL_BYTES,
    workerProviders: values.TURNWISE_WORKER_PROVIDERS ?? null,
  };
}
