import type { TrainingState } from '../../model/training/training-enums';
import type { JobRun } from '../../model/jobs/job-run.model';
import type { TrainingRun } from '../../model/training/training-run.model';
import type { TenantStores } from '../../persistence/tenant-stores';

/**
 * State of a run, derived from its job, or for an EXTERNAL run from the reports of its trainer.
 *
 * @param job the run's job; null for an EXTERNAL run
 * @param heartbeatAgeMs time since the last heartbeat; null for a run that has a job
 */
export function trainingStateOf(run: TrainingRun, job: JobRun | null, heartbeatAgeMs: number | null): TrainingState {
  if (job !== null) return job.state === 'SUCCEEDED' && run.jobEnd === 'PAUSED' ? 'PAUSED' : job.state;
  if (run.externalState === null) throw new Error(`training run ${run.id} has neither a job nor a trainer`);
  const isSilent = heartbeatAgeMs !== null && heartbeatAgeMs > (run.heartbeatTimeoutMs ?? Infinity);
  return run.externalState === 'RUNNING' && isSilent ? 'LOST' : run.externalState;
}

/** The states of runs by id, loaded in three statements. */
export async function readTrainingStates(
  stores: TenantStores,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TrainingState>> {
  const runs = await stores.trainingRuns.findMany(ids);
  const jobs = await stores.jobRuns.findMany(runs.flatMap(({ jobRunId }) => jobRunId ?? []));
  const ages = await stores.trainingRuns.heartbeatAges(ids);
  const jobById = new Map(jobs.map((job) => [job.id, job]));
  return new Map(
    runs.map((run) => {
      const job = run.jobRunId === null ? null : jobById.get(run.jobRunId)!;
      return [run.id, trainingStateOf(run, job, ages.get(run.id) ?? null)];
    }),
  );
}

/** The state of one run, read in the caller's unit of work. */
export async function readTrainingState(stores: TenantStores, run: TrainingRun): Promise<TrainingState> {
  if (run.jobRunId !== null) return trainingStateOf(run, await stores.jobRuns.get(run.jobRunId), null);
  const ages = await stores.trainingRuns.heartbeatAges([run.id]);
  return trainingStateOf(run, null, ages.get(run.id) ?? null);
}

/** True for states that a run leaves only when it is resumed. */
export function isTrainingOver(state: TrainingState): boolean {
  return state === 'PAUSED' || state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELLED';
}
