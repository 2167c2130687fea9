import type { ApiClient } from '../api-client';
import type { ResultOf } from './operation';
import { READ_CALIBRATION } from './operations.generated';
import { requireFound } from './require-found';

/** A calibration as the command line shows it. */
export type CalibrationView = NonNullable<ResultOf<typeof READ_CALIBRATION>['calibration']>;

export type RoundView = CalibrationView['rounds'][number];

export type StatisticView = RoundView['statistics'][number];

export async function readCalibration(client: ApiClient, id: string): Promise<CalibrationView> {
  return requireFound((await client.query(READ_CALIBRATION, { id })).calibration);
}
