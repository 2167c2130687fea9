import { z } from 'zod';
import { defineJob } from '../jobs/job-kind';
import { imitatePolicy } from './imitate-policy';
import { publishTrainingEnd } from './publish-training-end';

export const imitatePolicyJob = defineJob({
  name: 'imitatePolicy',
  description:
    'Trains a policy by behaviour cloning of the reference agent, epoch by epoch, from its latest checkpoint.',
  payload: z.strictObject({ trainingRunId: z.uuid() }),
  // The same as for reinforcement learning, for the same reason.
  maxAttempts: 20,
  run: imitatePolicy,
  onEnd: (stores, job) => Promise.resolve(() => publishTrainingEnd(stores, job)),
});
