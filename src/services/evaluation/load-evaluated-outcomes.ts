import type { OutcomeMatrix } from '../../domain/evaluation/outcome-matrix';
import { InvalidInputError } from '../../errors';
import type { Evaluation } from '../../model/evaluation/evaluation.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import type { EvaluationPlace } from './compute-evaluation';
import { type LoadedOutcomes, loadLimitedOutcomes } from './load-outcomes';
import { nameTasks, outcomeMatrixOf } from './outcome-matrix-of';

/** A completed evaluation with its current outcomes. */
export type EvaluatedOutcomes = {
  readonly evaluation: Evaluation;
  readonly loaded: LoadedOutcomes;
  /** Tasks are named as across all evaluations analysed together. */
  readonly matrix: OutcomeMatrix;
  /** Tasks are named as in this evaluation alone. */
  readonly ownMatrix: OutcomeMatrix;
};

/**
 * Loads the outcomes of completed evaluations, in the order of the ids, in one unit of work.
 *
 * @throws NotFoundError for an evaluation that the organization does not have
 * @throws InvalidInputError for an evaluation that is not done; LimitExceededError for too many rollouts in total
 */
export async function loadEvaluatedOutcomes(
  { database, tenantId }: EvaluationPlace,
  ids: readonly string[],
): Promise<EvaluatedOutcomes[]> {
  const evaluated = await database.inTenant(tenantId, (stores) => loadAll(stores, ids));
  const names = nameTasks(evaluated.map(({ loaded }) => loaded));
  return evaluated.map(({ evaluation, loaded }) => ({
    evaluation,
    loaded,
    matrix: outcomeMatrixOf(loaded, names).matrix,
    ownMatrix: outcomeMatrixOf(loaded, nameTasks([loaded])).matrix,
  }));
}

async function loadAll(stores: TenantStores, ids: readonly string[]) {
  const evaluated: { evaluation: Evaluation; loaded: LoadedOutcomes }[] = [];
  let rollouts = 0;
  for (const id of ids) {
    const evaluation = await stores.evaluations.get(id);
    if (evaluation.reportJson === null) {
      throw new InvalidInputError(`evaluation ${id} is not done; wait until it ends, or start a new one if it failed`);
    }
    const loaded = await loadLimitedOutcomes(stores, evaluation, rollouts);
    rollouts += loaded.rows.length;
    evaluated.push({ evaluation, loaded });
  }
  return evaluated;
}
