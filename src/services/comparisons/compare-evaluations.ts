import { randomUUID } from 'node:crypto';
import { InvalidInputError, LimitExceededError } from '../../errors';
import { CODE_VERSION } from '../../version';
import type { EvaluationPlace } from '../evaluation/compute-evaluation';
import { hashesOf, inputHashOf } from '../evaluation/evaluation-manifest';
import { type EvaluatedOutcomes, loadEvaluatedOutcomes } from '../evaluation/load-evaluated-outcomes';
import {
  comparisonSettingsFormat,
  type EvaluationChoice,
  resolveEvaluationSettings,
} from '../evaluation/evaluation-settings';
import { STATISTICS_VERSIONS } from '../../domain/statistics/statistics-versions';
import { sha256 } from '../../sha256';
import {
  type ComparisonDesign,
  comparisonReportFormat,
  type PairReport,
  type StoredComparisonReport,
} from './stored-comparison-report';

export const COMPARISON_LIMITS = {
  /** Max evaluations in a comparison. */
  evaluations: 10,
  /** Max bootstrap and permutation draws, summed over all pairs. */
  draws: 5_000_000,
} as const;

export type CompareEvaluationsCommand = {
  /** 2 to 10 distinct ids; the first evaluation of a pair is its baseline. */
  readonly evaluationIds: readonly string[];
  readonly design: ComparisonDesign;
  readonly settings: EvaluationChoice;
};

/**
 * Compares completed evaluations on their current rollouts, in a thread, and stores the result.
 *
 * @returns id of the comparison
 * @throws NotFoundError for an evaluation that the organization does not have
 * @throws InvalidInputError for evaluations that are not done, or a setting out of range
 * @throws LimitExceededError for too many evaluations, rollouts or draws
 */
export async function compareEvaluations(
  place: EvaluationPlace,
  { evaluationIds, design, settings: chosen }: CompareEvaluationsCommand,
): Promise<string> {
  const settings = resolveEvaluationSettings(chosen);
  const positions = pairsOf(evaluationIds, design);
  const draws = (settings.bootstrapDraws + settings.permutationDraws) * positions.length;
  if (draws > COMPARISON_LIMITS.draws) {
    throw new LimitExceededError(
      `settings: ${positions.length} pairs x ${settings.bootstrapDraws + settings.permutationDraws} draws are ${draws}; a comparison can have at most ${COMPARISON_LIMITS.draws}`,
    );
  }
  const evaluated = await loadEvaluatedOutcomes(place, evaluationIds);
  const comparisons = await place.compute.run('compareMany', {
    pairs: positions.map(([baseline, candidate]) => ({
      name: `${baseline} ${candidate}`,
      baseline: evaluated[baseline]!.matrix,
      candidate: evaluated[candidate]!.matrix,
    })),
    settings,
  });
  const pairs = comparisons.map(({ report, holmPermutationP, holmTTestP, holmMcNemarP }, i): PairReport => {
    const [baselineIndex, candidateIndex] = positions[i]!;
    return { baselineIndex, candidateIndex, report, holmPermutationP, holmTTestP, holmMcNemarP };
  });
  return save(place, evaluated, {
    report: { design, pairs },
    settingsJson: comparisonSettingsFormat.write({ design, settings }),
  });
}

type Finished = { readonly report: StoredComparisonReport; readonly settingsJson: string };

async function save(
  { database, tenantId }: EvaluationPlace,
  evaluated: readonly EvaluatedOutcomes[],
  { report, settingsJson }: Finished,
): Promise<string> {
  const reportJson = comparisonReportFormat.write(report);
  const comparison = {
    id: randomUUID(),
    experimentId: evaluated[0]!.evaluation.experimentId,
    settingsJson,
    codeVersion: CODE_VERSION,
    statisticsVersion: STATISTICS_VERSIONS.evaluation,
    reportJson,
    reportHash: sha256(reportJson),
  };
  const members = evaluated.map(({ evaluation, ownMatrix }) => ({
    evaluationId: evaluation.id,
    inputHash: inputHashOf(hashesOf(ownMatrix)),
  }));
  await database.inTenant(tenantId, (stores) => stores.evaluationComparisons.create(comparison, members));
  return comparison.id;
}

/** Indices of baseline and candidate of each pair. @throws InvalidInputError, LimitExceededError */
function pairsOf(ids: readonly string[], design: ComparisonDesign): (readonly [number, number])[] {
  if (ids.length < 2) throw new InvalidInputError(`evaluationIds: has ${ids.length} entries; it must have at least 2`);
  if (ids.length > COMPARISON_LIMITS.evaluations) {
    throw new LimitExceededError(
      `evaluationIds: has ${ids.length} entries; at most ${COMPARISON_LIMITS.evaluations} can be compared`,
    );
  }
  const repeated = ids.find((id, i) => ids.indexOf(id) !== i);
  if (repeated !== undefined) throw new InvalidInputError(`evaluationIds: ${repeated} occurs twice`);
  const baselines = design === 'WITH_FIRST' ? [0] : ids.map((_, i) => i);
  return baselines.flatMap((baseline) =>
    ids.flatMap((_, candidate) => (candidate > baseline ? [[baseline, candidate] as const] : [])),
  );
}
