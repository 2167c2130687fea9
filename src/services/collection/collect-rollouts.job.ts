import { z } from 'zod';
import { defineJob } from '../jobs/job-kind';
import { collectRollouts } from './collect-rollouts';

export const collectRolloutsJob = defineJob({
  name: 'collectRollouts',
  description: 'Plays the conversations of one shard of a collection and stores them as rollouts.',
  payload: z.strictObject({ collectionId: z.uuid(), shardIndex: z.int().min(0) }),
  // A lost worker costs an attempt, and a shard that goes on has less to do each time.
  maxAttempts: 5,
  // What follows its end is said in job-registry.ts: an evaluation may wait for the rollouts.
  run: collectRollouts,
});
