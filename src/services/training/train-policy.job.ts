import { z } from 'zod';
import { defineJob } from '../jobs/job-kind';
import { publishTrainingEnd } from './publish-training-end';
import { runReinforcement } from './train-policy';

export const trainPolicyJob = defineJob({
  name: 'trainPolicy',
  description: 'Trains a policy by reinforcement learning, update by update, from its latest checkpoint.',
  payload: z.strictObject({ trainingRunId: z.uuid() }),
  // A run of hours can lose many workers and still make progress, because it resumes from its latest checkpoint.
  maxAttempts: 20,
  run: runReinforcement,
  onEnd: (stores, job) => Promise.resolve(() => publishTrainingEnd(stores, job)),
});
