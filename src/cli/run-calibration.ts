import type { ApiClient } from './api-client';
import { type CalibrationView, readCalibration } from './queries/calibration-query';
import { followJob } from './follow-job';
import type { ProgressView } from './progress-view';

type Started = {
  readonly startCalibration: {
    readonly calibration: { readonly id: string };
    readonly jobRun: { readonly id: string };
  };
};

export const START_CALIBRATION = `mutation ($input: StartCalibrationInput!) {
  startCalibration(input: $input) { calibration { id } jobRun { id } }
}`;

/**
 * Starts a calibration through the API, shows its progress and fetches what it found.
 *
 * @param settings input fields of `startCalibration` beside the experiment
 * @throws UnavailableError with the job's text when it does not succeed
 */
export async function runCalibration(
  client: ApiClient,
  experimentId: string,
  settings: Readonly<Record<string, unknown>>,
  view: ProgressView,
): Promise<CalibrationView> {
  const { startCalibration } = await client.query<Started>(START_CALIBRATION, { input: { experimentId, ...settings } });
  await followJob(client, startCalibration.jobRun.id, view);
  return readCalibration(client, startCalibration.calibration.id);
}
