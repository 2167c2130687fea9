import type { EstimateView, EvaluationView, InterimView } from '../queries/evaluation-query';
import type { DifferenceView, PairComparisonView } from '../queries/pair-comparison-query';
import { formatInterval, formatNumber, formatProbability } from './format-number';
import { formatTable } from './plain-table';
import { wrapText } from './wrap-text';

/** Which bootstrap interval to show. */
export type IntervalMethod = 'bca' | 'percentile';

export type ComparedEvaluations = {
  readonly baseline: EvaluationView;
  readonly candidate: EvaluationView;
  readonly comparison: PairComparisonView;
};

/** Two evaluations side by side, one row per figure, with the tests of their difference. */
export function formatComparedEvaluations(compared: ComparedEvaluations, method: IntervalMethod): string {
  const { baseline, candidate, comparison } = compared;
  const columns = [
    ['', 'left'],
    [baseline.policy.name, 'right'],
    [candidate.policy.name, 'right'],
    ['difference', 'right'],
  ] as const;
  const rows = comparison.passHatK.map(({ k, estimate }) => [
    k === 1 ? 'pass^1 (pass rate)' : `pass^${k}`,
    ...[baseline, candidate].map(({ report }) =>
      formatEstimate(report.passHatK.find((figure) => figure.k === k)?.estimate, method),
    ),
    formatDifference(estimate, method),
  ]);
  const coverage = [baseline, candidate].map(
    ({ report }) => `${report.coverage.scored} of ${report.coverage.attempted}`,
  );
  return [formatTable(columns, [...rows, ['scored of attempted', ...coverage, '']]), formatTests(comparison)].join(
    '\n',
  );
}

function formatTests({ tasksPaired, pairedTTest, permutation, seedPairs, sensitivity }: PairComparisonView): string {
  const mcnemar = seedPairs.mcnemar === null ? null : seedPairs.mcnemar.exactP;
  return wrapText(
    [
      `  p-value of the difference: ${formatProbability(pairedTTest.p)} (t-test over ${tasksPaired} tasks), ` +
        `${formatProbability(permutation.p)} (permutation within tasks), ` +
        `${formatProbability(mcnemar)} (McNemar over ${seedPairs.pairs} pairs of trials with the same seed)`,
      `  minimum detectable difference of this design with power ${sensitivity.power}: ` +
        formatNumber(sensitivity.minimumDetectableEffect),
    ].join('\n'),
    4,
  );
}

function formatEstimate(estimate: EstimateView | undefined, method: IntervalMethod): string {
  if (estimate === undefined) return '–';
  const interval = estimate[method];
  return `${formatNumber(estimate.value)} (${formatInterval(interval?.low ?? null, interval?.high ?? null)})`;
}

function formatDifference(estimate: DifferenceView, method: IntervalMethod): string {
  const interval = estimate[method];
  return `${formatNumber(estimate.difference)} (${formatInterval(interval?.low ?? null, interval?.high ?? null)})`;
}

/** An interim analysis in one line; its interval holds at all interim analyses at once. */
export function formatInterim(policy: string, analysis: InterimView): string {
  const { tasksEnded, plannedTasks, rolloutsAttempted, rolloutsPlanned, passHatK } = analysis;
  const first = passHatK.find(({ k }) => k === 1);
  const rate =
    first === undefined
      ? ''
      : `, pass rate ${formatNumber(first.fixedSample.value)} (${formatInterval(first.alwaysValid.low, first.alwaysValid.high)})`;
  return `  ${policy}: ${rolloutsAttempted} of ${rolloutsPlanned} rollouts, ${tasksEnded} of ${plannedTasks} tasks${rate}`;
}
