import { trainingStream } from '../../events/streams';
import type { TrainingRun } from '../../model/training/training-run.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { readTrainingEvent } from './training-event';

/** Id of the scheme that applies to a step, past or future; null for a run without one. @param step from 1 */
export async function readSchemeAt(stores: TenantStores, run: TrainingRun, step: number): Promise<string | null> {
  const stored = await stores.events.findNewestBefore(trainingStream(run.id), 'VALUES_CHANGED', step);
  const event = stored === null ? null : readTrainingEvent(stored);
  return event?.kind === 'VALUES_CHANGED' ? event.rewardSchemeId : run.rewardSchemeId;
}
