import type { z } from 'zod';
import { InvalidInputError } from '../../errors';
import type { JobRequirements } from '../../jobs/job-requirements';
import type { JobRun } from '../../model/jobs/job-run.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import type { JobHandler, JobContext, SaveResult } from './job-context';

/**
 * Runs in the unit of work that makes a job final. It returns a function that publishes further events: the caller
 * publishes the job's own state in between, because rows must be locked before streams.
 */
export type OnJobEnd = (stores: TenantStores, job: JobRun) => Promise<PublishEnd | null>;

/** Publishes the end of the object that the job was part of. */
export type PublishEnd = () => Promise<void>;

/** Definition of one kind of job, independent of the type of its payload. */
export type JobKind = {
  /** Stored in `job_run.name`, so it must never be renamed. */
  readonly name: string;
  /** One sentence for documentation and schema. */
  readonly description: string;
  readonly payload: z.ZodType;
  /** Max attempts. An attempt that a worker returned on shutdown does not count. */
  readonly maxAttempts: number;
  /** Delay after a failed attempt in ms; attempts count from 1. */
  readonly retryDelayMs: (attempt: number) => number;
  /** Required and preferred capabilities of the worker, unless the caller overrides them. Empty: any worker. */
  readonly requirements: JobRequirements;
  readonly onEnd: OnJobEnd;
  /** Runs the job with the payload of its row. @throws InvalidInputError for an invalid payload */
  readonly runStored: (context: JobContext, payloadJson: string) => Promise<SaveResult>;
};

/** A kind of job with a typed payload, as `startJob` takes it. */
export type TypedJobKind<Payload> = JobKind & { readonly parsePayload: (payload: unknown) => Payload };

/** Kinds of jobs by name. */
export type JobRegistry = Readonly<Record<string, JobKind>>;

type JobDefinition<Schema extends z.ZodType> = Pick<JobKind, 'name' | 'description' | 'maxAttempts'> & {
  readonly payload: Schema;
  readonly run: JobHandler<z.infer<Schema>>;
  /** Default: doubles from 1 s up to 1 minute. */
  readonly retryDelayMs?: JobKind['retryDelayMs'];
  /** Default: any worker. */
  readonly requirements?: JobRequirements;
  /** Default: nothing follows. */
  readonly onEnd?: OnJobEnd;
};

/** Defines a kind of job. To register it, add an entry to `src/services/job-registry.ts`. */
export function defineJob<Schema extends z.ZodType>(definition: JobDefinition<Schema>): TypedJobKind<z.infer<Schema>> {
  const { name, description, payload, maxAttempts, run } = definition;
  const { retryDelayMs = doublingDelayMs, requirements = {}, onEnd = nothingFollows } = definition;
  const parsePayload = (value: unknown): z.infer<Schema> => parse(name, payload, value);
  return {
    ...{ name, description, payload, maxAttempts, retryDelayMs, requirements, onEnd, parsePayload },
    runStored: async (context, payloadJson) => run(context, parsePayload(JSON.parse(payloadJson))),
  };
}

/** Null for an unknown kind of job, which a newer version may have stored. */
export function findJobKind(jobs: JobRegistry, name: string): JobKind | null {
  return Object.hasOwn(jobs, name) ? (jobs[name] ?? null) : null;
}

const LONGEST_DELAY_MS = 60_000;

/** 1 s, 2 s, 4 s, ... up to a minute. */
function doublingDelayMs(attempt: number): number {
  return Math.min(1000 * 2 ** (attempt - 1), LONGEST_DELAY_MS);
}

function nothingFollows(): Promise<null> {
  return Promise.resolve(null);
}

/** @throws InvalidInputError naming the job and each invalid field of the payload */
function parse<Schema extends z.ZodType>(name: string, schema: Schema, payload: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'payload'}: ${issue.message}`);
  throw new InvalidInputError(`job ${name}: ${problems.join('; ')}`);
}
