import type { ExternalTrainingState, TrainingState } from '../../model/training/training-enums';
import type { TrainingRun } from '../../model/training/training-run.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { TenantStores } from '../../persistence/tenant-stores';
import type { DueTrainingRun } from '../../persistence/training-watch-reader';
import { appendTrainingEvent } from './training-event';
import { readTrainingState } from './training-run-state';

/**
 * Looks at a run whose heartbeat is due: its subscribers hear when it has become LOST. Whoever comes first removes the run from
 * the watch, so that many processes make one event.
 */
export function checkTrainer(database: TenantDatabase, { tenantId, runId }: DueTrainingRun): Promise<void> {
  return database.inTenant(tenantId, async (stores) => {
    const run = await stores.trainingRuns.lock(runId);
    if (!(await stores.trainingRuns.unwatch(runId))) return;
    const state = await readTrainingState(stores, run);
    if (state === 'RUNNING') await stores.trainingRuns.watch(runId);
    if (state === 'LOST') await appendState(stores, run, state);
  });
}

/**
 * Takes a word of the trainer as a heartbeat. Subscribers hear when it brings the run back or ends it, and of a silence before
 * it that nobody had noticed yet.
 *
 * @param run locked in this unit
 * @param state null: as it was
 */
export async function recordHeartbeat(
  stores: TenantStores,
  run: TrainingRun,
  state: ExternalTrainingState | null,
): Promise<TrainingRun> {
  const before = await readTrainingState(stores, run);
  if (before === 'LOST' && (await stores.trainingRuns.unwatch(run.id))) await appendState(stores, run, before);
  await stores.trainingRuns.beat(run.id, state);
  const beaten = await stores.trainingRuns.get(run.id);
  const after = await readTrainingState(stores, beaten);
  if (after !== before) await appendState(stores, beaten, after);
  if (after === 'RUNNING' && before === 'LOST') await stores.trainingRuns.watch(run.id);
  return beaten;
}

async function appendState(
  stores: TenantStores,
  { id, attempt, step }: TrainingRun,
  state: TrainingState,
): Promise<void> {
  await appendTrainingEvent(stores, id, { kind: 'STATE', attempt, step, state });
}
