import { InvalidInputError } from '../../../errors';

/**
 * Requires a field that an estimator needs: a missing field or a wrong length is an error, because training would
 * silently use a default.
 *
 * @throws InvalidInputError naming the field, the estimator and the lengths
 */
export function requireKept<Numbers extends { readonly length: number }>(
  kept: Numbers | null,
  field: string,
  { turns, estimator }: { readonly turns: number; readonly estimator: string },
): Numbers {
  if (kept === null) throw new InvalidInputError(`${estimator} needs ${field} for every rollout; one rollout has none`);
  if (kept.length !== turns) {
    throw new InvalidInputError(`${field} has ${kept.length} entries; the rollout has ${turns} turns`);
  }
  return kept;
}
