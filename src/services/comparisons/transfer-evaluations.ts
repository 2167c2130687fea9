import type { SimulatorColumn, TransferReport } from '../../domain/evaluation/transfer-matrix';
import { InvalidInputError, LimitExceededError } from '../../errors';
import type { SimulatorRow } from '../../persistence/stores/evaluation/outcome-store';
import type { EvaluationPlace } from '../evaluation/compute-evaluation';
import { COMPARISON_LIMITS } from './compare-evaluations';
import { simulatorIdsOf } from '../evaluation/evaluation-manifest';
import { type EvaluatedOutcomes, loadEvaluatedOutcomes } from '../evaluation/load-evaluated-outcomes';
import { type EvaluationChoice, resolveEvaluationSettings } from '../evaluation/evaluation-settings';

export type MeasureTransferCommand = {
  /**
   * Evaluations of one policy with distinct user simulators, one for each evaluation; 1 to 10 including the human one.
   */
  readonly evaluationIds: readonly string[];
  /** Evaluation whose users were people; null if the kind of its simulator says so, or if there is none. */
  readonly humanEvaluationId: string | null;
  readonly settings: EvaluationChoice;
};

export type StoredTransfer = { readonly evaluationIds: readonly string[]; readonly report: TransferReport };

/**
 * Compares the performance of one policy with several users, on the current rollouts, in a thread. Stores nothing.
 *
 * @throws NotFoundError for an evaluation that the organization does not have
 * @throws InvalidInputError for evaluations that are not done, of several policies or with several simulators
 * @throws LimitExceededError for too many evaluations or rollouts
 */
export async function transferEvaluations(
  place: EvaluationPlace,
  { evaluationIds, humanEvaluationId, settings: chosen }: MeasureTransferCommand,
): Promise<StoredTransfer> {
  const settings = resolveEvaluationSettings(chosen);
  const ids = [...new Set([...evaluationIds, ...(humanEvaluationId === null ? [] : [humanEvaluationId])])];
  if (ids.length === 0) throw new InvalidInputError('evaluationIds: is empty; it must have at least 1 entry');
  if (ids.length > COMPARISON_LIMITS.evaluations) {
    throw new LimitExceededError(
      `evaluationIds: has ${ids.length} entries with the human one; at most ${COMPARISON_LIMITS.evaluations} are allowed`,
    );
  }
  const evaluated = await loadEvaluatedOutcomes(place, ids);
  requireOnePolicy(evaluated);
  const simulators = await place.database.inTenant(place.tenantId, (stores) =>
    stores.outcomes.findSimulators(evaluated.flatMap(({ loaded }) => simulatorIdsOf(loaded))),
  );
  const columns = evaluated.map((one) => columnOf(one, simulators, humanEvaluationId));
  return { evaluationIds: ids, report: await place.compute.run('transferMatrix', { columns, settings }) };
}

function requireOnePolicy(evaluated: readonly EvaluatedOutcomes[]): void {
  const first = evaluated[0]!.evaluation;
  const other = evaluated.find(({ evaluation }) => evaluation.policyId !== first.policyId);
  if (other === undefined) return;
  throw new InvalidInputError(
    `evaluationIds: ${other.evaluation.id} has a different policy than ${first.id}; all must have the same policy`,
  );
}

function columnOf(
  { evaluation, loaded, matrix }: EvaluatedOutcomes,
  simulators: readonly SimulatorRow[],
  humanEvaluationId: string | null,
): SimulatorColumn {
  const ids = simulatorIdsOf(loaded);
  const simulator = simulators.find(({ id }) => id === ids[0]);
  if (ids.length !== 1 || simulator === undefined) {
    throw new InvalidInputError(
      `evaluationIds: ${evaluation.id} has rollouts of ${ids.length} user simulators; each must have 1`,
    );
  }
  const isHuman = evaluation.id === humanEvaluationId || simulator.kind === 'HUMAN';
  return { name: `${simulator.name} ${simulator.version}`, kind: isHuman ? 'HUMAN' : 'SIMULATED', matrix };
}
