import { InvalidInputError } from '../../../errors';

/**
 * What an estimator needs of a rollout and finds missing or of the wrong length is an error: a default would train on it.
 *
 * @throws InvalidInputError naming the field, the estimator and the lengths
 */
export function requireKept<Numbers extends { readonly length: number }>(
  kept: Numbers | null,
  field: string,
  { turns, estimator }: { readonly turns: number; readonly estimator: string },
): Numbers {
  if (kept === null) throw new InvalidInputError(`${estimator} needs ${field} of every rollout; one has none`);
  if (kept.length !== turns) {
    throw new InvalidInputError(`${field} has ${kept.length} entries; the rollout has ${turns} turns`);
  }
  return kept;
}
