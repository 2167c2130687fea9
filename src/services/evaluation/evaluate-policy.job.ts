import { z } from 'zod';
import { defineJob } from '../jobs/job-kind';
import { evaluatePolicy } from './evaluate-policy';
import { publishEvaluationEnd } from './publish-evaluation-end';

export const evaluatePolicyJob = defineJob({
  name: 'evaluatePolicy',
  description: 'Computes the report of an evaluation from its rollouts.',
  payload: z.strictObject({ evaluationId: z.uuid() }),
  maxAttempts: 3,
  run: evaluatePolicy,
  onEnd: (stores, job) => Promise.resolve(() => publishEvaluationEnd(stores, job)),
});
