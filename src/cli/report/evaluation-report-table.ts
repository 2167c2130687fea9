import type { Estimate, EvaluationReport } from '../../domain/evaluation/evaluation-report';
import type { Bounds } from '../../domain/statistics/intervals/bounds';
import { evaluationReportFormat } from '../../services/evaluation/stored-evaluation-report';
import type { StoredEvaluationView } from '../queries/evaluation-query';
import { formatNumber } from './format-number';
import { formatTable } from './plain-table';
import { wrapText } from './wrap-text';

/** A player's name, with a separate version for user simulators; policy names include the version. */
export type PlayerView = { readonly name: string; readonly version?: string };

/** Rows of k beyond this are shown only in JSON. */
const MAX_K = 8;

/** Formats an evaluation: its basis, each figure with its intervals, missing rollouts, and optionally each task. */
export function formatEvaluation(evaluation: StoredEvaluationView, isPerTask: boolean): string {
  const report = evaluationReportFormat.readRow(evaluation, evaluation.reportJson);
  return [
    formatHead(evaluation, report),
    formatFigures(report),
    formatMissing(report),
    ...(isPerTask ? [formatTasks(report)] : []),
  ].join('\n');
}

/** Bounds with three decimals, or a dash. */
export function formatBounds(bounds: Bounds | null): string {
  return bounds === null ? '–' : `${formatNumber(bounds.low)} to ${formatNumber(bounds.high)}`;
}

/** A player's name with its version. */
export function formatPlayer(player: PlayerView | null): string {
  if (player === null) return 'several user simulators';
  return player.version === undefined ? player.name : `${player.name} ${player.version}`;
}

function formatHead({ id, policy, userSimulator, reportHash }: StoredEvaluationView, report: EvaluationReport): string {
  const { settings, tasks, tasksCounted, coverage } = report;
  return wrapText(
    `Evaluation ${id}: ${formatPlayer(policy)} with ${formatPlayer(userSimulator)}, ${coverage.attempted} rollouts of ${tasks} tasks ` +
      `(${tasksCounted} counted); ${settings.trialConvention}, confidence ${settings.confidence}, ` +
      `${settings.bootstrapDraws} bootstrap draws over tasks, seed ${settings.seed}, report ${reportHash.slice(0, 12)}`,
    2,
  );
}

function formatFigures({ passRate, averageReward, passHatK, passAtK, isTruncatedAtMaxK }: EvaluationReport): string {
  const rows = [
    figureRow('pass rate', passRate),
    figureRow('average reward', averageReward),
    ...passHatK.slice(0, MAX_K).map(({ k, estimate }) => figureRow(`pass^${k}`, estimate)),
    ...passAtK.slice(1, MAX_K).map(({ k, estimate }) => figureRow(`pass@${k}`, estimate)),
  ];
  const columns = [
    ['', 'left'],
    ['value', 'right'],
    ['percentile', 'right'],
    ['BCa', 'right'],
    ["Student's t", 'right'],
    ['Wilson', 'right'],
  ] as const;
  const isCut = isTruncatedAtMaxK || passHatK.length > MAX_K;
  return `${formatTable(columns, rows)}${isCut ? `\n  larger k: see --json` : ''}`;
}

function figureRow(title: string, estimate: Estimate): string[] {
  const { value, percentile, bca, studentT, wilson } = estimate;
  return [title, formatNumber(value, 4), ...[percentile, bca, studentT, wilson].map(formatBounds)];
}

function formatMissing({ coverage, outcomeCounts, exclusion }: EvaluationReport): string {
  const { attempted, scored, passRate } = coverage;
  const others = Object.entries(outcomeCounts).filter(([name, count]) => name !== 'SCORED' && count > 0);
  const lines = [
    `  scored ${scored} of ${attempted} attempted${others.map(([name, count]) => `, ${count} ${name}`).join('')}; pass rate if the rest ` +
      `had failed ${formatNumber(passRate.ifAllFailed)}, had passed ${formatNumber(passRate.ifAllPassed)}`,
    ...(exclusion.note === null ? [] : [`  ${exclusion.note}`]),
  ];
  return lines.map((line) => wrapText(line, 4)).join('\n');
}

function formatTasks({ perTask }: EvaluationReport): string {
  const columns = [
    ['task', 'left'],
    ['attempted', 'right'],
    ['scored', 'right'],
    ['passes', 'right'],
    ['average reward', 'right'],
  ] as const;
  const rows = perTask.map(({ externalId, attempted, scored, passes, averageReward }) => [
    externalId,
    ...[attempted, scored, passes].map(String),
    formatNumber(averageReward),
  ]);
  return formatTable(columns, rows);
}
