import { ConflictError, InvalidInputError } from '../../errors';
import type { TrainingRun } from '../../model/training/training-run.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { cancelJob } from '../jobs/end-job';
import { runOnce } from '../jobs/idempotency';
import type { JobRegistry } from '../jobs/job-kind';
import { startJob } from '../jobs/job-runs';
import { readRequirements } from '../../jobs/job-requirements';
import { appendTrainingEvent } from './training-event';
import { trainingJobOf } from './training-job-of';
import { isTrainingOver, readTrainingState } from './training-run-state';

/**
 * Requests a pause: the run stops after the current update or epoch and stores a checkpoint. A repeated request changes
 * nothing.
 *
 * @throws NotFoundError; InvalidInputError for an EXTERNAL run; ConflictError for a run that has ended
 */
export function pauseTraining(database: TenantDatabase, tenantId: string, id: string): Promise<TrainingRun> {
  return database.inTenant(tenantId, async (stores) => {
    const run = await stores.trainingRuns.lock(id);
    requireJob(run, 'paused');
    const state = await readTrainingState(stores, run);
    if (isTrainingOver(state))
      throw new ConflictError(`training run ${id} is ${state}; only a QUEUED or RUNNING run can be paused`);
    await stores.trainingRuns.setPauseRequested(id, true);
    return stores.trainingRuns.get(id);
  });
}

/**
 * Resumes a run from its latest checkpoint in a new job. If a requested pause has not taken effect yet, it is
 * withdrawn.
 *
 * @throws NotFoundError; InvalidInputError for an EXTERNAL run; ConflictError for a run that is running or has
 *   succeeded
 */
export function resumeTraining(
  database: TenantDatabase,
  tenantId: string,
  { id, idempotencyKey }: { readonly id: string; readonly idempotencyKey: string | null },
): Promise<TrainingRun> {
  return database.inTenant(tenantId, async (stores) => {
    await runOnce(stores, { operation: 'resumeTraining', key: idempotencyKey, input: { id } }, async () => {
      const run = await stores.trainingRuns.lock(id);
      const earlierJobId = requireJob(run, 'resumed');
      const state = await readTrainingState(stores, run);
      if (state === 'SUCCEEDED' || ((state === 'QUEUED' || state === 'RUNNING') && !run.pauseRequested)) {
        throw new ConflictError(
          `training run ${id} is ${state}; only a run that stopped before its end can be resumed`,
        );
      }
      if (state === 'QUEUED' || state === 'RUNNING') {
        await stores.trainingRuns.setPauseRequested(id, false);
        return { id };
      }
      const { experimentId, attempt, step, kind } = run;
      const earlier = await stores.jobRuns.get(earlierJobId);
      const requirements = earlier.requirementsJson === null ? null : readRequirements(earlier);
      const payload = { trainingRunId: id };
      const job = await startJob(stores, trainingJobOf(kind), { experimentId, payload, requirements });
      await stores.trainingRuns.setJob(id, job.id);
      await appendTrainingEvent(stores, id, { kind: 'STATE', attempt, step, state: 'QUEUED' });
      return { id };
    });
    return stores.trainingRuns.get(id);
  });
}

/**
 * Cancels a run; its checkpoints are kept. The trainer of an EXTERNAL run is told in the response to its next
 * heartbeat. A run that has ended or is paused is left unchanged.
 *
 * @throws NotFoundError
 */
export async function cancelTraining(
  database: TenantDatabase,
  tenantId: string,
  { id, jobs }: { readonly id: string; readonly jobs: JobRegistry },
): Promise<TrainingRun> {
  const run = await database.inTenant(tenantId, async (stores) => {
    const found = await stores.trainingRuns.lock(id);
    if (found.externalState !== 'RUNNING') return found;
    await stores.trainingRuns.setExternalState(id, 'CANCELLED');
    const { attempt, step } = found;
    await appendTrainingEvent(stores, id, { kind: 'STATE', attempt, step, state: 'CANCELLED' });
    return found;
  });
  if (run.jobRunId !== null) await cancelJob(database, tenantId, { id: run.jobRunId, jobs });
  return database.inTenant(tenantId, (stores) => stores.trainingRuns.get(id));
}

function requireJob(run: TrainingRun, verb: string): string {
  if (run.jobRunId !== null) return run.jobRunId;
  throw new InvalidInputError(`training run ${run.id} is EXTERNAL: its trainer decides when it is ${verb}`);
}
