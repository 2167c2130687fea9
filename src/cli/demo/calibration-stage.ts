import { type AuditView, findPaperScheme, runAudit } from '../queries/audit-query';
import type { CalibrationView } from '../queries/calibration-query';
import { fetchSchemeComparison, type ComparisonView } from '../queries/comparison-query';
import { ProgressBars } from '../progress-view';
import { AUDIT_NOTES, formatAudit } from '../report/audit-table';
import { formatProposal, formatRound } from '../report/calibration-tables';
import { formatComparison } from '../report/comparison-table';
import { runCalibration } from '../run-calibration';
import { type DemoContext, repeatable } from './demo-context';

/** Calibrates the tiers on all rollouts of the experiment and prints every round. */
export async function calibrate(context: DemoContext, experimentId: string): Promise<CalibrationView> {
  const calibration = await start(context, experimentId, {});
  for (const round of calibration.rounds) context.print(`\n${formatRound(round)}`);
  return calibration;
}

/** The same, but prints only the last round's proposal and evidence. */
export async function calibrateBriefly(
  context: DemoContext,
  experimentId: string,
  settings: DemoCalibrationSettings,
): Promise<CalibrationView> {
  const calibration = await start(context, experimentId, settings);
  context.print(formatProposal(calibration.rounds.at(-1)!));
  return calibration;
}

/** Settings that differ from the default. */
export type DemoCalibrationSettings = { readonly delta?: number };

function start(
  { client, run }: DemoContext,
  experimentId: string,
  settings: DemoCalibrationSettings,
): Promise<CalibrationView> {
  const { idempotencyKey } = repeatable(run, { experimentId, settings });
  return runCalibration(client, experimentId, { settings, idempotencyKey }, new ProgressBars());
}

export type AuditedSchemes = {
  /** Under the proposed scheme, then under the paper's dense scheme. */
  readonly audits: readonly AuditView[];
  /** From the paper's dense scheme to the proposed one. */
  readonly comparison: ComparisonView;
};

/** Audits the estimators on the same rollouts under the proposed scheme and the paper's dense one. */
export async function auditSchemes(
  { client, run, print }: DemoContext,
  experimentId: string,
  calibration: CalibrationView,
): Promise<AuditedSchemes> {
  const proposedId = proposedScheme(calibration).id;
  const denseId = await findPaperScheme(client, 'DENSE');
  const audits: AuditView[] = [];
  for (const rewardSchemeId of [proposedId, denseId]) {
    const audit = await runAudit(client, repeatable(run, { experimentId, rewardSchemeId }), new ProgressBars());
    print(`\n${formatAudit(audit)}`);
    audits.push(audit);
  }
  print(AUDIT_NOTES);
  const comparison = await fetchSchemeComparison(client, { experimentId, beforeId: denseId, afterId: proposedId });
  print(`\n${formatComparison(comparison, ['DENSE', 'proposed'])}`);
  return { audits, comparison };
}

/** The scheme that the last round proposed. */
export function proposedScheme(calibration: CalibrationView): CalibrationView['rounds'][number]['rewardScheme'] {
  return calibration.rounds.at(-1)!.rewardScheme;
}
