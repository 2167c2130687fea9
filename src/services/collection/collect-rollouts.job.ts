import { z } from 'zod';
import { defineJob } from '../jobs/job-kind';
import { collectRollouts } from './collect-rollouts';

export const collectRolloutsJob = defineJob({
  name: 'collectRollouts',
  description: 'Plays the conversations of one shard of a collection and stores them as rollouts.',
  payload: z.strictObject({ collectionId: z.uuid(), shardIndex: z.int().min(0) }),
  // A lost worker uses up an attempt, but each further attempt at the shard has less to do.
  maxAttempts: 5,
  // job-registry.ts defines what happens when the job ends: an evaluation may be waiting for the rollouts.
  run: collectRollouts,
});
