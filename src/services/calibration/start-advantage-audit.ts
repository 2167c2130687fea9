import { randomUUID } from 'node:crypto';
import type { AdvantageAudit } from '../../model/calibration/advantage-audit.model';
import type { JobRun } from '../../model/jobs/job-run.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { runOnce } from '../jobs/idempotency';
import { startJob } from '../jobs/job-runs';
import { auditAdvantagesJob } from './audit-advantages.job';
import { type AuditChoice, resolveAuditSettings, auditSettingsFormat } from './calibration-settings';

export type StartAdvantageAuditCommand = {
  readonly experimentId: string;
  readonly rewardSchemeId: string;
  /** Restricts to the rollouts of this policy; null for all rollouts of the experiment. */
  readonly policyName: string | null;
  readonly settings: AuditChoice;
  readonly idempotencyKey: string | null;
};

export type StartedAdvantageAudit = { readonly advantageAudit: AdvantageAudit; readonly jobRun: JobRun };

/**
 * Stores an audit with all its settings, and its job, in one unit of work.
 *
 * @throws NotFoundError for an experiment or scheme that the organization does not have
 * @throws InvalidInputError for a setting out of range
 */
export async function startAdvantageAudit(
  database: TenantDatabase,
  tenantId: string,
  input: StartAdvantageAuditCommand,
): Promise<StartedAdvantageAudit> {
  const { experimentId, rewardSchemeId, policyName, settings: chosen, idempotencyKey } = input;
  const settings = resolveAuditSettings(chosen);
  return database.inTenant(tenantId, async (stores) => {
    await stores.experiments.get(experimentId);
    await stores.rewardSchemes.get(rewardSchemeId);
    const call = {
      operation: 'startAdvantageAudit',
      key: idempotencyKey,
      input: { experimentId, rewardSchemeId, policyName, chosen },
    };
    const { id } = await runOnce(stores, call, async () => {
      const advantageAuditId = randomUUID();
      const { id: jobRunId } = await startJob(stores, auditAdvantagesJob, {
        experimentId,
        payload: { advantageAuditId },
      });
      const settingsJson = auditSettingsFormat.write({ policyName, settings });
      await stores.advantageAudits.create({
        id: advantageAuditId,
        experimentId,
        jobRunId,
        rewardSchemeId,
        settingsJson,
      });
      return { id: advantageAuditId };
    });
    const advantageAudit = await stores.advantageAudits.get(id);
    return { advantageAudit, jobRun: await stores.jobRuns.get(advantageAudit.jobRunId) };
  });
}
