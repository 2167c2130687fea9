import type { ApiClient } from '../api-client';
import type { ResultOf } from './operation';
import { COMPARE_SCHEMES } from './operations.generated';

/** A comparison of two schemes as the command line shows it. */
export type ComparisonView = ResultOf<typeof COMPARE_SCHEMES>['compareSchemes'];

export type SideView = ComparisonView['before'];

export type DistributionView = SideView['turnReward'];

/** Compares the rollouts of an experiment under two reward schemes. */
export async function fetchSchemeComparison(
  client: ApiClient,
  input: { readonly experimentId: string; readonly beforeId: string; readonly afterId: string },
): Promise<ComparisonView> {
  return (await client.query(COMPARE_SCHEMES, { input })).compareSchemes;
}
