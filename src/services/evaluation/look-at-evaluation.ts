import type { EvaluationLook } from '../../domain/evaluation/partial-evaluation';
import { evaluationStream } from '../../events/streams';
import type { Evaluation } from '../../model/evaluation/evaluation.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import type { EvaluationPlace } from './compute-evaluation';
import { EVALUATION_LOOK_EVENT, evaluationEventFormat, type EvaluationEventPayload } from './evaluation-event';
import { type LoadedOutcomes, loadOutcomes } from './load-outcomes';
import { nameTasks, outcomeMatrixOf } from './outcome-matrix-of';
import { evaluationSettingsFormat } from './evaluation-settings';
import { selectionOf } from './recorded-filter';

/** Min interval between two interim analyses of an evaluation, regardless of the number of callers. */
const SHORTEST_INTERVAL_MS = 1000;
/** Min ratio between the rollouts of an interim analysis and those of the previous one. */
const GROWTH = 1.1;

/**
 * Makes an interim analysis of an evaluation whose collection is running, and notifies its subscribers. Every analysis
 * is counted, because each one is a chance to stop too early. Therefore an analysis is made only when it is due: at
 * least a second after the previous one, and with more rollouts. Of several concurrent callers, one computes. An
 * analysis that is overtaken by the next one, or by the end of the collection, is not published.
 *
 * @throws NotFoundError
 */
export async function lookAtEvaluation(place: EvaluationPlace, evaluationId: string): Promise<void> {
  const { database, tenantId, compute } = place;
  const due = await database.inTenant(tenantId, (stores) => takeIfDue(stores, evaluationId));
  if (due === null) return;
  const { evaluation, look } = due;
  const settings = evaluationSettingsFormat.readRow(evaluation, evaluation.settingsJson);
  const partial = await compute.run('partialEvaluation', { look, settings });
  await database.inTenant(tenantId, async (stores) => {
    if (!(await stores.evaluations.isNewestLook(evaluationId, look.look))) return;
    const payload: EvaluationEventPayload = {
      state: 'COLLECTING',
      errorMessage: null,
      partial: { ...partial, passHatK: partial.passHatK.map((figure) => ({ ...figure })) },
    };
    await stores.events.append(
      evaluationStream(evaluationId),
      EVALUATION_LOOK_EVENT,
      evaluationEventFormat.withVersion(payload),
    );
  });
}

type DueLook = { readonly evaluation: Evaluation; readonly look: EvaluationLook };

async function takeIfDue(stores: TenantStores, evaluationId: string): Promise<DueLook | null> {
  const evaluation = await stores.evaluations.get(evaluationId);
  const { collectionId, jobRunId, lookCount, lookedRollouts } = evaluation;
  if (collectionId === null || jobRunId !== null) return null;
  if (lookCount > 0 && (await stores.events.readLastAgeMs(evaluationStream(evaluationId))) < SHORTEST_INTERVAL_MS) {
    return null;
  }
  const rollouts = await stores.outcomes.count(selectionOf(evaluation));
  if (rollouts < Math.max(lookedRollouts + 1, Math.ceil(lookedRollouts * GROWTH))) return null;
  if (!(await stores.evaluations.takeLook(evaluationId, { after: lookCount, rollouts }))) return null;
  const loaded = await loadOutcomes(stores, evaluation);
  const { taskCount, trials } = await stores.collections.get(collectionId);
  const matrix = inOrderOfEnd(loaded);
  const look = { matrix, plannedTasks: taskCount, plannedTrials: trials, look: lookCount + 1 };
  return { evaluation, look };
}

/**
 * Orders tasks by the time of their latest rollout, so that completed tasks keep their positions across interim
 * analyses.
 */
function inOrderOfEnd(loaded: LoadedOutcomes) {
  const names = nameTasks([loaded]);
  const ends = new Map<string, number>();
  for (const { taskId, createdAt } of loaded.rows) {
    const name = names.get(taskId)!;
    ends.set(name, Math.max(ends.get(name) ?? 0, createdAt.getTime()));
  }
  const endOf = (name: string): number => ends.get(name) ?? Infinity;
  const { matrix } = outcomeMatrixOf(loaded, names);
  return [...matrix].sort((a, b) => Math.sign(endOf(a.externalId) - endOf(b.externalId)) || 0);
}
