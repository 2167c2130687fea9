import type { JobRun } from '../../model/jobs/job-run.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { appendTrainingEvent } from './training-event';
import { trainingStateOf } from './training-run-state';

/** Notifies the subscribers of the training run whose job just ended. Call it after the row is updated. */
export async function publishTrainingEnd(stores: TenantStores, job: JobRun): Promise<void> {
  const run = await stores.trainingRuns.findByJobRun(job.id);
  // A cancelled job that ends late is no longer the job of a run that has been resumed since.
  if (run === null) return;
  const { attempt, step } = run;
  await appendTrainingEvent(stores, run.id, { kind: 'STATE', attempt, step, state: trainingStateOf(run, job, null) });
}
