import type { AuditView } from '../queries/audit-query';
import { formatNumber } from './format-number';
import { formatTable } from './plain-table';
import { wrapText } from './wrap-text';

/** The audit of each estimator under a scheme, one row each (arXiv 2604.02869, Tables 1 to 3). */
export function formatAudit(audit: AuditView): string {
  const columns = [
    ['estimator', 'left'],
    ['mismatches', 'right'],
    ['with outcome', 'right'],
    ['dead turns', 'right'],
    ['dead groups', 'right'],
    ['against outcome', 'right'],
    ['stopping bias', 'right'],
  ] as const;
  const rows = audit.estimators.map((row) => [
    row.estimator,
    String(row.mismatches),
    formatNumber(row.outcomeCorrelation),
    formatNumber(row.deadTurnShare),
    `${row.deadGroups} (${formatNumber(row.deadGroupShare, 2)})`,
    formatNumber(row.signDisagreementShare),
    formatNumber(row.estimatedStoppingBias),
  ]);
  const { name, version } = audit.rewardScheme;
  const title = `Advantages under ${name} version ${version}: ${audit.rolloutCount} rollouts, ${audit.turnCount} turns, report ${audit.reportHash.slice(0, 12)}`;
  return `${wrapText(title, 2)}\n${formatTable(columns, rows)}`;
}

/** Notes on the columns of `formatAudit`. */
export const AUDIT_NOTES = [
  '  with outcome: correlation of a turn’s advantage with its rollout’s outcome; dead: advantage 0',
  '  against outcome: share of turns whose advantage and outcome have opposite signs',
  '  stopping bias: depends only on the rewards, so it is the same in every row; above 0 if continuing pays',
].join('\n');
