import { InvalidInputError } from '../../errors';
import type { EvaluationResult } from '../../persistence/stores/evaluation/evaluation-store';
import { sha256 } from '../../sha256';
import { saysFormatVersion, withoutFormatVersion } from '../../stored-format';
import { hashJson } from '../../canonical-json';
import { computeLimitedEvaluation, type EvaluationPlace } from './compute-evaluation';
import { type EvaluationManifest, manifestFormat } from './evaluation-manifest';

/** The inputs of an evaluation, part by part, and its report. */
export const EVALUATION_PARTS = [
  'CODE_VERSION',
  'STATISTICS_VERSION',
  'TASKS',
  'POLICY',
  'USER_SIMULATORS',
  'SOURCE',
  'OUTCOMES',
  'FAULTS',
  'REPORT',
] as const;
export type EvaluationPart = (typeof EVALUATION_PARTS)[number];

/** A part that has changed: versions as text, everything else as a hash. */
export type EvaluationDifference = {
  readonly part: EvaluationPart;
  readonly stored: string;
  readonly computed: string;
};

export type Recomputation = {
  /** True if the report has the same bytes. */
  readonly isSame: boolean;
  readonly reportHash: string;
  readonly reportJson: string;
  /** In the order of EVALUATION_PARTS. The report can be the same even if inputs changed. */
  readonly differences: readonly EvaluationDifference[];
};

/**
 * Recomputes an evaluation from the current rows and reports what changed. Stores nothing.
 *
 * @throws NotFoundError; InvalidInputError for an evaluation that is not done; LimitExceededError for too many rollouts
 */
export async function recomputeEvaluation(place: EvaluationPlace, id: string): Promise<Recomputation> {
  const stored = await place.database.inTenant(place.tenantId, (stores) => stores.evaluations.get(id));
  const { manifestJson, reportJson, reportHash } = stored;
  if (manifestJson === null || reportJson === null || reportHash === null)
    throw new InvalidInputError(`evaluation ${id} is not done`);
  const { result, manifest } = await computeLimitedEvaluation(place, id);
  const computed = asStored(result, reportJson);
  const before = partsOf(manifestFormat.read(manifestJson, id), reportHash);
  const now = partsOf(manifest, computed.reportHash);
  const differences = EVALUATION_PARTS.flatMap((part): EvaluationDifference[] =>
    before[part] === now[part] ? [] : [{ part, stored: before[part], computed: now[part] }],
  );
  return { isSame: computed.reportHash === reportHash, ...computed, differences };
}

type HashedReport = Pick<EvaluationResult, 'reportJson' | 'reportHash'>;

/** A report of v0.1.0 has no version, so the report compared with it must not have one either. */
function asStored({ reportJson, reportHash }: HashedReport, storedJson: string): HashedReport {
  if (saysFormatVersion(storedJson)) return { reportJson, reportHash };
  const unversioned = withoutFormatVersion(reportJson);
  return { reportJson: unversioned, reportHash: sha256(unversioned) };
}

function partsOf(manifest: EvaluationManifest, reportHash: string): Record<EvaluationPart, string> {
  const { taskSets, tasksHash, policy, userSimulators, collection, recordedFilter } = manifest;
  return {
    CODE_VERSION: manifest.codeVersion,
    STATISTICS_VERSION: manifest.statisticsVersion,
    TASKS: hashJson({ taskSets, tasksHash }),
    POLICY: hashJson(policy),
    USER_SIMULATORS: hashJson(userSimulators),
    SOURCE: hashJson({ collection, recordedFilter }),
    OUTCOMES: manifest.outcomesHash,
    FAULTS: manifest.faultsHash,
    REPORT: reportHash,
  };
}
