import type { ApiClient } from '../api-client';

/** A comparison of two schemes as the command line shows it. */
export type ComparisonView = {
  readonly rolloutCount: number;
  readonly turnCount: number;
  readonly groupCount: number;
  readonly estimator: string;
  readonly before: SideView;
  readonly after: SideView;
  readonly signFlips: number;
  readonly comparableTurns: number;
  readonly signFlipShare: number | null;
};

export type SideView = {
  readonly turnReward: DistributionView;
  readonly rolloutReward: DistributionView;
  readonly deadGroupShare: number | null;
  readonly deadTurnShare: number | null;
  readonly discriminativeAccuracy: number | null;
  readonly rewardOutcomeCorrelation: number | null;
  readonly advantageOutcomeCorrelation: number | null;
};

export type DistributionView = {
  readonly mean: number | null;
  readonly min: number | null;
  readonly median: number | null;
  readonly max: number | null;
};

const COMPARISON_QUERY = `query ($input: CompareSchemesInput!) {
  compareSchemes(input: $input) {
    rolloutCount turnCount groupCount estimator signFlips comparableTurns signFlipShare
    before { ...Side }
    after { ...Side }
  }
}
fragment Side on SchemeSide {
  turnReward { mean min median max }
  rolloutReward { mean min median max }
  deadGroupShare deadTurnShare discriminativeAccuracy rewardOutcomeCorrelation advantageOutcomeCorrelation
}`;

/** What changes when the rollouts of an experiment are rewarded under another scheme. */
export async function fetchSchemeComparison(
  client: ApiClient,
  input: { readonly experimentId: string; readonly beforeId: string; readonly afterId: string },
): Promise<ComparisonView> {
  return (await client.query<{ compareSchemes: ComparisonView }>(COMPARISON_QUERY, { input })).compareSchemes;
}
