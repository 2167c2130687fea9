import type { AuditView } from '../audit-query';
import { formatNumber } from './format-number';
import { formatTable } from './plain-table';

/** What every estimator makes of a scheme, one line each (arXiv 2604.02869, Tables 1 to 3). */
export function formatAudit(audit: AuditView): string {
  const columns = [
    ['estimator', 'left'],
    ['mismatches', 'right'],
    ['correlation with outcome', 'right'],
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
  return [
    `Advantages under ${name} version ${version}: ${audit.rolloutCount} rollouts, ${audit.turnCount} turns, report ${audit.reportHash.slice(0, 12)}`,
    formatTable(columns, rows),
    '  against outcome: share of the turns whose advantage and outcome have opposite signs',
    '  stopping bias: of the rewards, so the same for all; above 0 when going on pays and a baseline over living rollouts hides it',
  ].join('\n');
}
