import type { Compute, ComputeOptions } from '../../compute/compute-tasks';
import type { EvaluationResult } from '../../persistence/stores/evaluation/evaluation-store';
import type { TenantDatabase } from '../../persistence/tenant-database';
import {
  describeEvaluation,
  type EvaluationManifest,
  inputHashOf,
  manifestFormat,
  simulatorIdsOf,
} from './evaluation-manifest';
import { type LoadedOutcomes, loadLimitedOutcomes, loadOutcomes } from './load-outcomes';
import { nameTasks, outcomeMatrixOf } from './outcome-matrix-of';
import { evaluationReportFormat } from './stored-evaluation-report';
import { evaluationSettingsFormat } from './evaluation-settings';
import { sha256 } from '../../sha256';

/** What computing an evaluation needs, e.g. a JobContext or the context of a request. */
export type EvaluationPlace = {
  readonly database: TenantDatabase;
  readonly tenantId: string;
  readonly compute: Compute;
};

export type ComputedEvaluation = { readonly result: EvaluationResult; readonly manifest: EvaluationManifest };

/** Computes an evaluation from the current rows. Writes nothing. @throws NotFoundError */
export function computeEvaluation(
  place: EvaluationPlace,
  evaluationId: string,
  options: ComputeOptions,
): Promise<ComputedEvaluation> {
  return compute(place, evaluationId, { ...options, load: loadOutcomes });
}

/** `computeEvaluation` with the limit of a synchronous request. @throws LimitExceededError for too many rollouts */
export function computeLimitedEvaluation(place: EvaluationPlace, evaluationId: string): Promise<ComputedEvaluation> {
  return compute(place, evaluationId, { load: loadLimitedOutcomes });
}

type Loader = (...args: Parameters<typeof loadOutcomes>) => Promise<LoadedOutcomes>;

async function compute(
  { database, tenantId, compute }: EvaluationPlace,
  evaluationId: string,
  { load, ...options }: ComputeOptions & { readonly load: Loader },
): Promise<ComputedEvaluation> {
  const { loaded, named, settings, manifest } = await database.inTenant(tenantId, async (stores) => {
    const evaluation = await stores.evaluations.get(evaluationId);
    const settings = evaluationSettingsFormat.readRow(evaluation, evaluation.settingsJson);
    const loaded = await load(stores, evaluation);
    const named = outcomeMatrixOf(loaded, nameTasks([loaded]));
    const manifest = await describeEvaluation(stores, evaluation, { loaded, named, settings });
    return { loaded, named, settings, manifest };
  });
  const report = await compute.run('evaluateOutcomes', { matrix: named.matrix, settings }, options);
  const reportJson = evaluationReportFormat.write(report);
  const simulators = simulatorIdsOf(loaded);
  const result: EvaluationResult = {
    userSimulatorId: simulators.length === 1 ? simulators[0]! : null,
    rolloutCount: loaded.rows.length,
    codeVersion: manifest.codeVersion,
    manifestJson: manifestFormat.write(manifest),
    inputHash: inputHashOf(manifest),
    reportJson,
    reportHash: sha256(reportJson),
  };
  return { result, manifest };
}
