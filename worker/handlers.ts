import { auditAdvantages } from '../src/services/audit-advantages';
import { calibrateTiers } from '../src/services/calibrate-tiers';
import { collectRollouts } from '../src/services/collect-rollouts';
import type { JobHandlers } from '../src/services/job-context';

/** What does each job. */
export const JOB_HANDLERS: JobHandlers = {
  calibrateTiers,
  auditAdvantages,
  collectRollouts,
};
