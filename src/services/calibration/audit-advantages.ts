import { CODE_VERSION } from '../../version';
import type { JobContext, SaveResult } from '../jobs/job-context';
import { auditSettingsFormat } from './calibration-settings';
import { hashRollouts, loadScoredRollouts, policyFilter } from './load-scored-rollouts';
import { readRewardScheme } from './reward-scheme-values';
import { auditReportFormat } from './stored-audit-report';
import { sha256 } from '../../sha256';

/**
 * The audit job: rewards the experiment's SCORED rollouts under the scheme and computes the advantages of every
 * estimator.
 */
export async function runAdvantageAudit(
  context: JobContext,
  payload: { readonly advantageAuditId: string },
): Promise<SaveResult> {
  context.reportProgress('loading rollouts', 0, null);
  const { rollouts, scheme, settings } = await context.database.inTenant(context.tenantId, async (stores) => {
    const audit = await stores.advantageAudits.get(payload.advantageAuditId);
    const stored = auditSettingsFormat.readRow(audit, audit.settingsJson);
    return {
      rollouts: await loadScoredRollouts(stores, audit.experimentId, policyFilter(stored.policyName)),
      scheme: await readRewardScheme(stores, audit.rewardSchemeId),
      settings: stored.settings,
    };
  });
  context.reportProgress('computing advantages', 0, 1);
  const report = await context.compute.run(
    'auditScheme',
    { input: rollouts, scheme, settings },
    { signal: context.signal, onProgress: () => undefined },
  );
  const reportJson = auditReportFormat.write(report);
  const result = {
    rolloutCount: report.denominators.rolloutsScored,
    turnCount: report.denominators.turns,
    inputHash: hashRollouts(rollouts),
    codeVersion: CODE_VERSION,
    reportJson,
    reportHash: sha256(reportJson),
  };
  return async (stores) => {
    await stores.advantageAudits.saveResult(payload.advantageAuditId, result);
  };
}
