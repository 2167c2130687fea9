import type { OutcomeMatrix } from '../../domain/evaluation/outcome-matrix';
import { InvalidInputError } from '../../errors';
import type { Evaluation } from '../../model/evaluation/evaluation.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import type { EvaluationPlace } from './compute-evaluation';
import { type LoadedOutcomes, loadLimitedOutcomes } from './load-outcomes';
import { nameTasks, outcomeMatrixOf } from './outcome-matrix-of';

/** An evaluation that is done, with its outcomes as they stand. */
export type EvaluatedOutcomes = {
  readonly evaluation: Evaluation;
  readonly loaded: LoadedOutcomes;
  /** With the names that tasks have among all evaluations which are looked at together. */
  readonly matrix: OutcomeMatrix;
  /** With the names that tasks have in this evaluation alone. */
  readonly ownMatrix: OutcomeMatrix;
};

/**
 * The outcomes of evaluations that are done, in the order of the ids, all from one unit of work.
 *
 * @throws NotFoundError for an evaluation that the organization does not have
 * @throws InvalidInputError for one that is not done; LimitExceededError for too many rollouts together
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
      throw new InvalidInputError(`evaluation ${id} is not done; wait for its end, or start another if it failed`);
    }
    const loaded = await loadLimitedOutcomes(stores, evaluation, rollouts);
    rollouts += loaded.rows.length;
    evaluated.push({ evaluation, loaded });
  }
  return evaluated;
}
