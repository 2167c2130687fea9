import type { DifferenceEstimate } from '../../domain/evaluation/comparison-report';
import { comparisonReportFormat, type PairReport } from '../../services/comparisons/stored-comparison-report';
import { formatBounds, formatPlayer, type PlayerView } from './evaluation-report-table';
import { formatNumber, formatProbability } from './format-number';
import { formatTable } from './plain-table';
import { wrapText } from './wrap-text';

/** A comparison as it is stored. */
export type StoredComparisonView = {
  readonly id: string;
  readonly reportHash: string;
  readonly reportJson: string;
  readonly evaluations: readonly {
    readonly id: string;
    readonly policy: PlayerView;
    readonly userSimulator: PlayerView | null;
  }[];
};

/** Rows of k beyond this are shown only in JSON. */
const MAX_K = 8;

/** Formats a comparison, one block per pair. */
export function formatStoredComparison(comparison: StoredComparisonView): string {
  const { pairs } = comparisonReportFormat.readRow(comparison, comparison.reportJson);
  const names = comparison.evaluations.map(
    ({ policy, userSimulator }) => `${formatPlayer(policy)} with ${formatPlayer(userSimulator)}`,
  );
  return [
    `Comparison ${comparison.id}, report ${comparison.reportHash.slice(0, 12)}`,
    ...pairs.map((pair) => formatPair(pair, names, pairs.length)),
  ].join('\n');
}

function formatPair(pair: PairReport, names: readonly string[], pairCount: number): string {
  const { report } = pair;
  const columns = [
    ['', 'left'],
    ['baseline', 'right'],
    ['candidate', 'right'],
    ['difference', 'right'],
    ['percentile', 'right'],
    ['BCa', 'right'],
  ] as const;
  const rows = [
    differenceRow('average reward', report.averageReward),
    ...report.passHatK.slice(0, MAX_K).map(({ k, estimate }) => differenceRow(`pass^${k}`, estimate)),
  ];
  return [
    wrapText(`${names[pair.candidateIndex]!} against ${names[pair.baselineIndex]!}, ${report.tasksPaired} tasks`, 2),
    formatTable(columns, rows),
    formatTests(pair, pairCount),
  ].join('\n');
}

function differenceRow(title: string, { baseline, candidate, difference, percentile, bca }: DifferenceEstimate) {
  const figures = [baseline, candidate, difference].map((value) => formatNumber(value));
  return [title, ...figures, formatBounds(percentile), formatBounds(bca)];
}

function formatTests(pair: PairReport, pairCount: number): string {
  const { report, holmTTestP, holmPermutationP, holmMcNemarP } = pair;
  const { pairedTTest, permutation, seedPairs, sensitivity, tasksOnlyInBaseline, tasksOnlyInCandidate } = report;
  const corrected = (p: number | null): string => (pairCount === 1 ? '' : ` (Holm: ${formatProbability(p)})`);
  const method =
    permutation.method === 'MONTE_CARLO' ? `${permutation.draws} random permutations` : 'exact permutation';
  const lines = [
    `  p: paired t ${formatProbability(pairedTTest.p)}${corrected(holmTTestP)}; ${method} within tasks ` +
      `${formatProbability(permutation.p)}${corrected(holmPermutationP)}; McNemar over ${seedPairs.pairs} pairs with the same seed ` +
      `${formatProbability(seedPairs.mcnemar?.exactP ?? null)}${corrected(holmMcNemarP)}`,
    `  minimum detectable difference of this design with power ${sensitivity.power} at level ${sensitivity.alpha}: ` +
      formatNumber(sensitivity.minimumDetectableEffect),
    ...onlyLine('baseline', tasksOnlyInBaseline),
    ...onlyLine('candidate', tasksOnlyInCandidate),
  ];
  return lines.map((line) => wrapText(line, 4)).join('\n');
}

function onlyLine(side: string, tasks: readonly string[]): string[] {
  return tasks.length === 0 ? [] : [`  ${tasks.length} tasks only in the ${side} are excluded: ${tasks.join(', ')}`];
}
