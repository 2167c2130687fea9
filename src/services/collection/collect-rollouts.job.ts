import { z } from 'zod';
import { defineJob } from '../jobs/job-kind';
import { collectRollouts } from './collect-rollouts';
import { publishCollectionEnd } from './collection-end';

export const collectRolloutsJob = defineJob({
  name: 'collectRollouts',
  description: 'Plays the conversations of one shard of a collection and stores them as rollouts.',
  payload: z.strictObject({ collectionId: z.uuid(), shardIndex: z.int().min(0) }),
  // A lost worker costs an attempt, and a shard that goes on has less to do each time.
  maxAttempts: 5,
  run: collectRollouts,
  async onEnd(stores, job) {
    const ended = await stores.collections.endIfSettled(job.id);
    return ended === null ? null : () => publishCollectionEnd(stores, ended);
  },
});
