import type { ApiClient } from '../api-client';

/** A calibration as the command line shows it. */
export type CalibrationView = {
  readonly id: string;
  readonly jobRun: { readonly state: string; readonly errorMessage: string | null };
  readonly rounds: readonly RoundView[];
};

export type RoundView = {
  readonly index: number;
  readonly verdict: string;
  readonly rolloutCount: number;
  readonly turnCount: number;
  readonly rewardScheme: { readonly id: string; readonly name: string; readonly version: number };
  readonly reportJson: string;
  readonly reportHash: string;
  readonly statistics: readonly StatisticView[];
};

export type StatisticView = {
  readonly tier: string;
  readonly turns: number;
  readonly rolloutsWith: number;
  readonly rho: number | null;
  readonly withinTaskRho: number | null;
  readonly withinTaskRhoLow: number | null;
  readonly withinTaskRhoHigh: number | null;
  readonly pValue: number | null;
  readonly qValue: number | null;
  readonly isTaskDifficultySuspected: boolean | null;
  readonly proposedValue: number;
  readonly action: string;
  readonly reason: string;
};

/** What to paste to see the same. */
export const CALIBRATION_QUERY = `query ($id: ID!) {
  calibration(id: $id) {
    id
    jobRun { state errorMessage }
    rounds {
      index verdict rolloutCount turnCount reportJson reportHash
      rewardScheme { id name version }
      statistics {
        tier turns rolloutsWith rho withinTaskRho withinTaskRhoLow withinTaskRhoHigh pValue qValue
        isTaskDifficultySuspected proposedValue action reason
      }
    }
  }
}`;

export async function readCalibration(client: ApiClient, id: string): Promise<CalibrationView> {
  return (await client.query<{ calibration: CalibrationView }>(CALIBRATION_QUERY, { id })).calibration;
}
