import { NotFoundError } from '../../errors';
import type { ApiClient } from '../api-client';
import { requireFound } from './require-found';
import type { ResultOf, VariablesOf } from './operation';
import { COMPARE_PAIR } from './operations.generated';

/** A comparison of two evaluations as the command line shows it. */
export type PairComparisonView = NonNullable<ResultOf<typeof COMPARE_PAIR>['compareEvaluations']['pairs']>[number];

/** A difference, candidate minus baseline, with its bootstrap intervals over tasks; null if undefined. */
export type DifferenceView = PairComparisonView['averageReward'];

/** Compares two evaluations. @param input of `compareEvaluations`, with two evaluations */
export async function requestPairComparison(
  client: ApiClient,
  input: VariablesOf<typeof COMPARE_PAIR>['input'],
): Promise<PairComparisonView> {
  const { compareEvaluations: comparison } = await client.query(COMPARE_PAIR, { input });
  const [pair] = requireFound(comparison.pairs);
  if (pair === undefined) throw new NotFoundError('the comparison has no pair');
  return pair;
}
