import type { TrainingKind } from '../../model/training/training-enums';
import type { TypedJobKind } from '../jobs/job-kind';
import { imitatePolicyJob } from './imitate-policy.job';
import { trainPolicyJob } from './train-policy.job';

/** The kind of job that trains a run that is not EXTERNAL. */
export function trainingJobOf(kind: TrainingKind): TypedJobKind<{ trainingRunId: string }> {
  return kind === 'IMITATION' ? imitatePolicyJob : trainPolicyJob;
}
