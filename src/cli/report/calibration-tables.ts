import { ESTIMATOR_NAMES } from '../../domain/advantages/estimators';
import {
  calibrationReportFormat,
  type StoredCalibrationReport,
} from '../../services/calibration/stored-calibration-report';
import type { RoundView } from '../queries/calibration-query';
import { formatInterval, formatNumber, formatProbability } from './format-number';
import { formatTable } from './plain-table';
import { wrapText } from './wrap-text';

/** Formats a round: denominators, tiers, reasons, mismatches by estimator, verdict with each threshold. */
export function formatRound(round: RoundView): string {
  const report = readReport(round);
  return [
    formatDenominators(round, report),
    formatTiers(round, report),
    formatReasons(round),
    formatEstimators(report),
    formatVerdict(round, report),
  ].join('\n');
}

/** What a round proposes, on what evidence, and its verdict. */
export function formatProposal(round: RoundView): string {
  const report = readReport(round);
  return [formatTiers(round, report), formatVerdict(round, report)].join('\n');
}

function formatDenominators(round: RoundView, report: StoredCalibrationReport): string {
  const { denominators: d, settings } = report;
  const leftOut = Object.entries(d.rolloutsLeftOut).filter(([, count]) => count > 0);
  const leftOutText =
    leftOut.length === 0
      ? 'none excluded'
      : `excluded: ${leftOut.map(([name, count]) => `${count} ${name}`).join(', ')}`;
  const { statistic, method, delta } = settings;
  return [
    `Round ${report.roundNumber}: ${d.rolloutsScored} SCORED rollouts (${leftOutText}), ${d.turns} turns, ${d.tasks} tasks ` +
      `(${d.tasksWithMixedOutcomes} with both outcomes)`,
    `pass rate ${formatNumber(d.rolloutsScored === 0 ? null : d.rolloutsPassing / d.rolloutsScored)}; ` +
      `values from the ${statistic} correlation, ${method}, delta ${delta}; seed ${report.seed}, report ${round.reportHash.slice(0, 12)}`,
  ]
    .map((line) => wrapText(line, 2))
    .join('\n');
}

function formatTiers(round: RoundView, report: StoredCalibrationReport): string {
  const isWithin = report.settings.statistic === 'WITHIN_TASK';
  const rows = round.statistics.map((row) => {
    const statistics = report.statistics[row.tier];
    const interval = isWithin ? statistics.withinTaskRhoInterval : statistics.rhoInterval;
    return [
      row.tier,
      String(row.turns),
      formatNumber(row.rho),
      `${formatNumber(row.withinTaskRho)}${row.isTaskDifficultySuspected === true ? ' !' : ''}`,
      formatInterval(interval.low, interval.high),
      formatProbability(row.pValue),
      formatProbability(row.qValue),
      formatNumber(row.proposedValue),
      row.action,
    ];
  });
  const columns = [
    ['tier', 'left'],
    ['turns', 'right'],
    ['rho', 'right'],
    ['within-task rho', 'right'],
    [`95 % (${isWithin ? 'within' : 'rho'})`, 'right'],
    ['p', 'right'],
    ['q', 'right'],
    ['value', 'right'],
    ['action', 'left'],
  ] as const;
  const isFlagged = round.statistics.some((row) => row.isTaskDifficultySuspected === true);
  const note = '  ! the two correlations differ in sign or by more than 0.15: task difficulty may look like evidence';
  return `${formatTable(columns, rows)}${isFlagged ? `\n${note}` : ''}`;
}

const REASON_INDENT = 21;

function formatReasons(round: RoundView): string {
  return [
    'Why:',
    ...round.statistics.map((row) =>
      wrapText(`  ${row.tier.padEnd(13)}${row.action.padEnd(6)}${row.reason}`, REASON_INDENT),
    ),
  ].join('\n');
}

function formatEstimators(report: StoredCalibrationReport): string {
  const columns = [
    ['estimator', 'left'],
    ['mismatches', 'right'],
    ['with outcome', 'right'],
    ['dead turns', 'right'],
  ] as const;
  const rows = ESTIMATOR_NAMES.flatMap((name) => {
    const audit = report.audits[name];
    if (audit === undefined) return [];
    const title = `${name}${name === report.settings.estimator ? ' (decides)' : ''}`;
    const { mismatches, outcomeCorrelation, deadTurnShare } = audit;
    return [[title, String(mismatches), formatNumber(outcomeCorrelation), formatNumber(deadTurnShare)]];
  });
  return [
    'Advantages under the proposed values:',
    formatTable(columns, rows),
    '  with outcome: correlation of a turn’s advantage with its rollout’s outcome; dead: advantage 0',
  ].join('\n');
}

function formatVerdict(round: RoundView, report: StoredCalibrationReport): string {
  const { message, thresholds } = report.verdict;
  const width = Math.max(...thresholds.map(({ name }) => name.length));
  return [
    wrapText(`Verdict: ${round.verdict}: ${message.replace(/^[a-z ]+: /, '')}`, 2),
    ...thresholds.map(({ isMet, name, message: words }) => `  ${isMet ? '✓' : '✗'} ${name.padEnd(width)}  ${words}`),
  ].join('\n');
}

function readReport(round: RoundView): StoredCalibrationReport {
  return calibrationReportFormat.read(round.reportJson, `round ${round.index}`);
}
