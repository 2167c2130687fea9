import { z } from 'zod';

/** Payload for a worker that plays groups for the learner of a training run. */
export const trainingGroupsPayload = z.strictObject({
  trainingRunId: z.uuid(),
  shardId: z.uuid(),
  /** Number of updates that the policy has gone through, and its file. */
  step: z.int().min(0),
  modelHash: z.string().regex(/^[0-9a-f]{64}$/),
  purpose: z.enum(['TRAINING', 'VALIDATION']),
  groups: z
    .array(z.strictObject({ taskId: z.uuid(), seeds: z.array(z.int().min(0)).min(1).max(1000) }))
    .min(1)
    .max(2000),
  temperature: z.number().min(0).max(1000),
  maxTurns: z.int().min(1),
  /** Per conversation. */
  deadlineMs: z.number().positive(),
});

export type TrainingGroupsPayload = z.infer<typeof trainingGroupsPayload>;
