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
 * Asks a run to pause: it does after the update or epoch that it is at, and keeps a checkpoint. Asked twice it is asked once.
 *
 * @throws NotFoundError; InvalidInputError for an EXTERNAL run; ConflictError for one that is over
 */
export function pauseTraining(database: TenantDatabase, tenantId: string, id: string): Promise<TrainingRun> {
  return database.inTenant(tenantId, async (stores) => {
    const run = await stores.trainingRuns.lock(id);
    requireJob(run, 'paused');
    const state = await readTrainingState(stores, run);
    if (isTrainingOver(state))
      throw new ConflictError(`training run ${id} is ${state}; only one that goes on can pause`);
    await stores.trainingRuns.setPauseRequested(id, true);
    return stores.trainingRuns.get(id);
  });
}

/**
 * Goes on with a run from its latest checkpoint, in a new job. One that was asked to pause and has not yet just goes on.
 *
 * @throws NotFoundError; InvalidInputError for an EXTERNAL run; ConflictError for one that runs or has succeeded
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
        throw new ConflictError(`training run ${id} is ${state}; only one that stopped before its end can be resumed`);
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
 * Cancels a run; what it learned up to its latest checkpoint stays. The trainer of an EXTERNAL run hears of it with its next
 * heartbeat. One that is over or paused, stays as it is.
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
