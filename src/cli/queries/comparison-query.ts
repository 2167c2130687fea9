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
  readonly deadGroupRate: number | null;
  readonly deadTurnShare: number | null;
  readonly discriminativeAccuracy: number | null;
  readonly rewardOutcomeCorrelation: number | null;
  readonly advantageOutcomeCorrelation: number | null;
};

export type DistributionView = {
  readonly mean: number | null;
  readonly minimum: number | null;
  readonly median: number | null;
  readonly maximum: number | null;
};

const COMPARISON_QUERY = `query ($experimentId: ID!, $beforeId: ID!, $afterId: ID!) {
  compareSchemes(experimentId: $experimentId, beforeId: $beforeId, afterId: $afterId) {
    rolloutCount turnCount groupCount estimator signFlips comparableTurns signFlipShare
    before { ...Side }
    after { ...Side }
  }
}
fragment Side on SchemeSide {
  turnReward { mean minimum median maximum }
  rolloutReward { mean minimum median maximum }
  deadGroupRate deadTurnShare discriminativeAccuracy rewardOutcomeCorrelation advantageOutcomeCorrelation
}`;

/** What changes when the rollouts of an experiment are rewarded under another scheme. */
export async function fetchSchemeComparison(
  client: ApiClient,
  variables: { readonly experimentId: string; readonly beforeId: string; readonly afterId: string },
): Promise<ComparisonView> {
  return (await client.query<{ compareSchemes: ComparisonView }>(COMPARISON_QUERY, variables)).compareSchemes;
}
