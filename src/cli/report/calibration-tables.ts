import Table from 'cli-table3';
import type { CalibrationRoundReport } from '../../domain/calibration/calibration-report';
import type { RoundView } from '../calibration-query';
import { formatInterval, formatNumber, formatProbability } from './format-number';

const PLAIN = { head: [], border: [] };

/** A round as a person reads it: denominators, tiers, reasons, mismatches by estimator, verdict with each threshold. */
export function formatRound(round: RoundView): string {
  const report = JSON.parse(round.reportJson) as CalibrationRoundReport;
  return [
    formatDenominators(round, report),
    formatTiers(round, report),
    formatReasons(round),
    formatEstimators(report),
    formatVerdict(round, report),
  ].join('\n');
}

function formatDenominators(round: RoundView, report: CalibrationRoundReport): string {
  const { denominators: d, settings } = report;
  const leftOut = Object.entries(d.rolloutsLeftOut).filter(([, count]) => count > 0);
  const leftOutText =
    leftOut.length === 0
      ? 'none left out'
      : `left out: ${leftOut.map(([name, count]) => `${count} ${name}`).join(', ')}`;
  return [
    `Round ${report.roundNumber}: ${d.rolloutsScored} SCORED rollouts (${leftOutText}), ${d.turns} turns, ${d.tasks} tasks, ` +
      `${d.tasksWithMixedOutcomes} of them with both outcomes`,
    `pass rate ${formatNumber(d.rolloutsScored === 0 ? null : d.rolloutsPassing / d.rolloutsScored)}; values driven by the ` +
      `${settings.statistic} correlation, ${settings.method}, delta ${settings.delta}, seed ${report.seed}, report ${round.reportHash.slice(0, 12)}`,
  ].join('\n');
}

function formatTiers(round: RoundView, report: CalibrationRoundReport): string {
  const isWithin = report.settings.statistic === 'WITHIN_TASK';
  const table = new Table({
    head: [
      'tier',
      'turns',
      'rho',
      'within-task rho',
      `95 % of ${isWithin ? 'within-task rho' : 'rho'}`,
      'p',
      'q',
      'value',
      'action',
    ],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
    style: PLAIN,
  });
  for (const row of round.statistics) {
    const statistics = report.statistics[row.tier as keyof typeof report.statistics];
    const interval = isWithin ? statistics.withinTaskRhoInterval : statistics.rhoInterval;
    table.push([
      row.tier,
      row.turns,
      formatNumber(row.rho),
      `${formatNumber(row.withinTaskRho)}${row.isTaskDifficultySuspected === true ? ' !' : ''}`,
      formatInterval(interval.low, interval.high),
      formatProbability(row.pValue),
      formatProbability(row.qValue),
      formatNumber(row.proposedValue),
      row.action,
    ]);
  }
  const isFlagged = round.statistics.some((row) => row.isTaskDifficultySuspected === true);
  const note =
    '  ! the two correlations differ in sign or by more than 0.15: the difficulty of tasks may pose as evidence';
  return isFlagged ? `${table.toString()}\n${note}` : table.toString();
}

function formatReasons(round: RoundView): string {
  return [
    'Why:',
    ...round.statistics.map((row) => `  ${row.tier.padEnd(13)}${row.action.padEnd(6)}${row.reason}`),
  ].join('\n');
}

function formatEstimators(report: CalibrationRoundReport): string {
  const table = new Table({
    head: ['estimator', 'mismatches', 'correlation with outcome', 'dead turns'],
    colAligns: ['left', 'right', 'right', 'right'],
    style: PLAIN,
  });
  for (const [name, audit] of Object.entries(report.audits)) {
    const chosen = name === report.settings.estimator ? ' (decides)' : '';
    table.push([
      `${name}${chosen}`,
      audit.mismatches,
      formatNumber(audit.outcomeCorrelation),
      formatNumber(audit.deadTurnShare),
    ]);
  }
  return `Advantages under the proposed values:\n${table.toString()}`;
}

function formatVerdict(round: RoundView, report: CalibrationRoundReport): string {
  const table = new Table({ head: ['threshold', 'limit', 'measured', 'met', ''], style: PLAIN });
  for (const threshold of report.verdict.thresholds) {
    table.push([
      threshold.name,
      formatNumber(threshold.limit),
      formatNumber(threshold.measured),
      threshold.isMet ? 'yes' : 'no',
      threshold.message,
    ]);
  }
  return `Verdict: ${round.verdict}. ${report.verdict.message}\n${table.toString()}`;
}
