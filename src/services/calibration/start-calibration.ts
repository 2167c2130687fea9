import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Calibration } from '../../model/calibration/calibration.model';
import type { JobRun } from '../../model/jobs/job-run.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { resultFormat, runOnce } from '../jobs/idempotency';
import { startJob } from '../jobs/job-runs';
import { calibrateTiersJob } from './calibrate-tiers.job';
import { type CalibrationChoice, resolveCalibrationSettings, calibrationSettingsFormat } from './calibration-settings';
import { readRewardScheme } from './reward-scheme-values';

export type StartCalibrationCommand = {
  readonly experimentId: string;
  /** Restricts to the rollouts of this policy; null for all rollouts of the experiment. */
  readonly policyName: string | null;
  /** Scheme from which ANCHORED starts; null for the paper's dense scheme. */
  readonly anchorSchemeId: string | null;
  readonly settings: CalibrationChoice;
  readonly idempotencyKey: string | null;
};

/** Result stored for retries. */
export const startedCalibrationFormat = resultFormat(z.strictObject({ calibrationId: z.uuid() }));

export type StartedCalibration = { readonly calibration: Calibration; readonly jobRun: JobRun };

/**
 * Stores a calibration with all its settings, and its job, in one unit of work.
 *
 * @throws NotFoundError for an experiment or anchor scheme that the organization does not have
 * @throws InvalidInputError for a setting out of range
 */
export async function startCalibration(
  database: TenantDatabase,
  tenantId: string,
  input: StartCalibrationCommand,
): Promise<StartedCalibration> {
  const { experimentId, policyName, anchorSchemeId, settings: chosen, idempotencyKey } = input;
  return database.inTenant(tenantId, async (stores) => {
    await stores.experiments.get(experimentId);
    const anchor = anchorSchemeId === null ? null : await readRewardScheme(stores, anchorSchemeId);
    const settings = resolveCalibrationSettings(chosen, anchor);
    const call = {
      operation: 'startCalibration',
      key: idempotencyKey,
      input: { experimentId, policyName, anchorSchemeId, chosen },
    };
    const work = async () => {
      const calibrationId = randomUUID();
      const { id: jobRunId } = await startJob(stores, calibrateTiersJob, { experimentId, payload: { calibrationId } });
      const settingsJson = calibrationSettingsFormat.write({ policyName, settings });
      await stores.calibrations.create({ id: calibrationId, experimentId, jobRunId, settingsJson });
      return { calibrationId };
    };
    const { calibrationId } = await runOnce(stores, call, work, startedCalibrationFormat);
    const calibration = await stores.calibrations.get(calibrationId);
    return { calibration, jobRun: await stores.jobRuns.get(calibration.jobRunId) };
  });
}
