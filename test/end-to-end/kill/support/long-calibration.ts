import type { ApiClient } from '../../../../src/cli/api-client';
import { type CalibrationView, readCalibration } from '../../../../src/cli/queries/calibration-query';
import type { Operation } from '../../../../src/cli/queries/operation';
import { START_CALIBRATION } from '../../../../src/cli/queries/operations.generated';

/** The cap of both. */
const DRAWS = 100_000;

export type StartedCalibration = { readonly calibrationId: string; readonly jobRunId: string };

export type JobView = {
  readonly state: string;
  readonly phase: string | null;
  readonly attempt: number;
  readonly cancelRequestedAt: string | null;
  readonly finishedAt: string | null;
};

const READ_JOB: Operation<{ jobRun: JobView }, { id: string }> = {
  text: 'query ($id: ID!) { jobRun(id: $id) { state phase attempt cancelRequestedAt finishedAt } }',
};

/** Starts a calibration that takes some seconds. */
export async function startLongCalibration(client: ApiClient, experimentId: string): Promise<StartedCalibration> {
  const settings = { bootstrapDraws: DRAWS, permutationDraws: DRAWS };
  const { startCalibration } = await client.query(START_CALIBRATION, { input: { experimentId, settings } });
  return { calibrationId: startCalibration.calibration.id, jobRunId: startCalibration.jobRun.id };
}

export async function readJob(client: ApiClient, id: string): Promise<JobView> {
  const { jobRun } = await client.query(READ_JOB, { id });
  return jobRun;
}

export function readRounds(client: ApiClient, calibrationId: string): Promise<CalibrationView['rounds']> {
  return readCalibration(client, calibrationId).then(({ rounds }) => rounds);
}
