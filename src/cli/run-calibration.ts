import type { ApiClient } from './api-client';
import { type CalibrationView, readCalibration } from './queries/calibration-query';
import { followJob } from './follow-job';
import type { VariablesOf } from './queries/operation';
import { START_CALIBRATION } from './queries/operations.generated';
import type { ProgressView } from './progress-view';

export type StartCalibrationFields = VariablesOf<typeof START_CALIBRATION>['input'];

/**
 * Starts a calibration through the API, shows its progress and fetches the result.
 *
 * @param settings input fields of `startCalibration` besides the experiment
 * @throws UnavailableError with the job's error message if it does not succeed
 */
export async function runCalibration(
  client: ApiClient,
  experimentId: string,
  settings: Omit<StartCalibrationFields, 'experimentId'>,
  view: ProgressView,
): Promise<CalibrationView> {
  const { startCalibration } = await client.query(START_CALIBRATION, { input: { experimentId, ...settings } });
  await followJob(client, startCalibration.jobRun.id, view);
  return readCalibration(client, startCalibration.calibration.id);
}
