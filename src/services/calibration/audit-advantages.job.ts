import { z } from 'zod';
import { defineJob } from '../jobs/job-kind';
import { runAdvantageAudit } from './audit-advantages';

export const auditAdvantagesJob = defineJob({
  name: 'auditAdvantages',
  description: 'Computes an advantage audit: the advantages of every estimator on the rollouts of an experiment.',
  payload: z.strictObject({ advantageAuditId: z.uuid() }),
  maxAttempts: 3,
  run: runAdvantageAudit,
});
