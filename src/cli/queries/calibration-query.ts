import { TIER_FIGURES, type TierFigures } from '../../domain/calibration/tiers/tier-figures';
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

/** Every figure of a tier, and what the round proposes for it. */
export type StatisticView = TierFigures & {
  readonly tier: string;
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
        tier ${TIER_FIGURES.map(({ name }) => name).join(' ')}
        proposedValue action reason
      }
    }
  }
}`;

export async function readCalibration(client: ApiClient, id: string): Promise<CalibrationView> {
  return (await client.query<{ calibration: CalibrationView }>(CALIBRATION_QUERY, { id })).calibration;
}
