import { auditAdvantagesJob } from './calibration/audit-advantages.job';
import { calibrateTiersJob } from './calibration/calibrate-tiers.job';
import { collectRolloutsJob } from './collection/collect-rollouts.job';
import { endShard } from './collection/collection-end';
import { evaluatePolicyJob } from './evaluation/evaluate-policy.job';
import { startWaitingEvaluations } from './evaluation/start-waiting-evaluations';
import type { JobKind, JobRegistry } from './jobs/job-kind';
import { collectTrainingGroupsJob } from './training/spread/collect-training-groups.job';
import { imitatePolicyJob } from './training/imitate-policy.job';
import { trainPolicyJob } from './training/train-policy.job';

/**
 * All kinds of jobs that this version knows. To add one, write a file `VERB-NOUN.job.ts` in the folder of its noun and
 * an entry here: workers, retries, actions at the end, the schema's enum and its descriptions read this list.
 */
const KINDS: readonly JobKind[] = [
  calibrateTiersJob,
  auditAdvantagesJob,
  // Collections do not depend on evaluations, so the two are connected here.
  { ...collectRolloutsJob, onEnd: endShard(startWaitingEvaluations) },
  evaluatePolicyJob,
  imitatePolicyJob,
  trainPolicyJob,
  collectTrainingGroupsJob,
];

export const JOBS: JobRegistry = Object.fromEntries(KINDS.map((kind) => [kind.name, kind]));
