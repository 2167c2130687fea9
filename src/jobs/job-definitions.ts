import { z } from 'zod';
import { InvalidInputError } from '../errors';

/** What a job is: what it must be told, how often it is tried, and how long it rests in between. */
type JobDefinition = {
  readonly payload: z.ZodType;
  /** Attempts in all; one that a worker gave back when it stopped does not count. */
  readonly maxAttempts: number;
  /** Pause after a failed attempt, milliseconds; attempts count from 1. */
  readonly retryDelayMs: (attempt: number) => number;
};

const LONGEST_DELAY_MS = 60_000;

/** 1 s, 2 s, 4 s, ... up to a minute. */
function doublingDelayMs(attempt: number): number {
  return Math.min(1000 * 2 ** (attempt - 1), LONGEST_DELAY_MS);
}

/** Every kind of job. A new one is an entry here and a handler in `worker/handlers.ts`. */
export const JOBS = {
  calibrateTiers: {
    payload: z.strictObject({ calibrationId: z.uuid() }),
    maxAttempts: 3,
    retryDelayMs: doublingDelayMs,
  },
  auditAdvantages: {
    payload: z.strictObject({ advantageAuditId: z.uuid() }),
    maxAttempts: 3,
    retryDelayMs: doublingDelayMs,
  },
  evaluatePolicy: {
    payload: z.strictObject({ evaluationId: z.uuid() }),
    maxAttempts: 3,
    retryDelayMs: doublingDelayMs,
  },
  collectRollouts: {
    payload: z.strictObject({ collectionId: z.uuid(), shardIndex: z.int().min(0) }),
    // A worker that was lost costs an attempt, and a shard that goes on has less to do each time.
    maxAttempts: 5,
    retryDelayMs: doublingDelayMs,
  },
  // A run of hours may lose many workers and still get further each time: it goes on from its last checkpoint.
  imitatePolicy: {
    payload: z.strictObject({ trainingRunId: z.uuid() }),
    maxAttempts: 20,
    retryDelayMs: doublingDelayMs,
  },
  trainPolicy: {
    payload: z.strictObject({ trainingRunId: z.uuid() }),
    maxAttempts: 20,
    retryDelayMs: doublingDelayMs,
  },
  // The learner goes on without a shard that takes long: more attempts would come too late.
  collectTrainingGroups: {
    payload: z.strictObject({
      trainingRunId: z.uuid(),
      shardId: z.uuid(),
      /** Updates that the policy has behind it, and its file. */
      step: z.int().min(0),
      modelHash: z.string().regex(/^[0-9a-f]{64}$/),
      purpose: z.enum(['TRAINING', 'VALIDATION']),
      groups: z
        .array(z.strictObject({ taskId: z.uuid(), seeds: z.array(z.int().min(0)).min(1).max(1000) }))
        .min(1)
        .max(2000),
      temperature: z.number().min(0).max(1000),
      maxTurns: z.int().min(1),
      /** Of each conversation. */
      deadlineMs: z.number().positive(),
    }),
    maxAttempts: 2,
    retryDelayMs: doublingDelayMs,
  },
} as const satisfies Readonly<Record<string, JobDefinition>>;

export type JobName = keyof typeof JOBS;

export type JobPayload<Name extends JobName> = z.infer<(typeof JOBS)[Name]['payload']>;

/** True when this version knows such a job; a newer version may have stored others. */
export function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOBS, name);
}

/** @throws InvalidInputError naming the job and each field of the payload that is wrong */
export function parseJobPayload<Name extends JobName>(name: Name, payload: unknown): JobPayload<Name> {
  const parsed = JOBS[name].payload.safeParse(payload);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'payload'}: ${issue.message}`);
    throw new InvalidInputError(`job ${name}: ${problems.join('; ')}`);
  }
  return parsed.data as JobPayload<Name>;
}
