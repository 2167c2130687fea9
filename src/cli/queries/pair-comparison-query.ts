import { NotFoundError } from '../../errors';
import type { ApiClient } from '../api-client';
import type { IntervalView } from './evaluation-query';

/** A difference, candidate less baseline, with its bootstrap intervals over tasks; null is undefined. */
export type DifferenceView = {
  readonly baseline: number | null;
  readonly candidate: number | null;
  readonly difference: number | null;
  readonly percentile: IntervalView | null;
  readonly bca: IntervalView | null;
};

/** A comparison of two evaluations as the command line shows it. */
export type PairComparisonView = {
  readonly tasksPaired: number;
  readonly averageReward: DifferenceView;
  readonly passHatK: readonly { readonly k: number; readonly estimate: DifferenceView }[];
  readonly pairedTTest: { readonly p: number | null };
  readonly permutation: { readonly p: number | null; readonly method: string | null };
  readonly seedPairs: { readonly pairs: number; readonly mcnemar: { readonly exactP: number } | null };
  readonly sensitivity: { readonly power: number; readonly minimumDetectableEffect: number | null };
};

const DIFFERENCE = 'baseline candidate difference percentile { low high } bca { low high }';

const COMPARE = `mutation ($input: CompareEvaluationsInput!) {
  compareEvaluations(input: $input) {
    pairs {
      tasksPaired averageReward { ${DIFFERENCE} } passHatK { k estimate { ${DIFFERENCE} } }
      pairedTTest { p } permutation { p method } seedPairs { pairs mcnemar { exactP } }
      sensitivity { power minimumDetectableEffect }
    }
  }
}`;

/** Compares two evaluations. @param input of `compareEvaluations`, with two evaluations */
export async function requestPairComparison(
  client: ApiClient,
  input: Readonly<Record<string, unknown>>,
): Promise<PairComparisonView> {
  const { compareEvaluations: comparison } = await client.query<{
    compareEvaluations: { readonly pairs: readonly PairComparisonView[] };
  }>(COMPARE, { input });
  const [pair] = comparison.pairs;
  if (pair === undefined) throw new NotFoundError('the comparison has no pair');
  return pair;
}
