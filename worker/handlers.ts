import { runAdvantageAudit } from '../src/services/calibration/audit-advantages';
import { calibrateTiers } from '../src/services/calibration/calibrate-tiers';
import { collectRollouts } from '../src/services/collection/collect-rollouts';
import { evaluatePolicy } from '../src/services/evaluation/evaluate-policy';
import type { JobHandlers } from '../src/services/jobs/job-context';
import { collectTrainingGroups } from '../src/services/training/collect-training-groups';
import { imitatePolicy } from '../src/services/training/imitate-policy';
import { runReinforcement } from '../src/services/training/train-policy';

/** What does each job. */
export const JOB_HANDLERS: JobHandlers = {
  calibrateTiers,
  auditAdvantages: runAdvantageAudit,
  collectRollouts,
  evaluatePolicy,
  imitatePolicy,
  trainPolicy: runReinforcement,
  collectTrainingGroups,
};
