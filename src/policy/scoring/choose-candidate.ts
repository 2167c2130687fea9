import { InvalidInputError } from '../../errors';
import type { Random } from '../../domain/random';

/** A choice, with the distribution that it was drawn from. */
export type ChosenCandidate = {
  readonly index: number;
  /** Natural logarithm of `probability`. */
  readonly logProbability: number;
  /** Of the chosen candidate, under the temperature. */
  readonly probability: number;
  /** Sum of squared probabilities of all candidates: 1 when one is certain, 1 / n when all are equal. */
  readonly sumOfSquaredProbabilities: number;
};

/**
 * Draws a candidate from the softmax of `logits / temperature`, with one number of `random`.
 *
 * @param logits one finite raw score per candidate, at least one
 * @param temperature at least 0. 0 is greedy: the highest score, with ties to the lowest index; the choice then has
 *   probability 1, and nothing is drawn
 * @throws InvalidInputError for no candidates, a score that is not finite, or a negative temperature
 */
export function chooseCandidate(logits: Float32Array, temperature: number, random: Random): ChosenCandidate {
  const bad = logits.findIndex((logit) => !Number.isFinite(logit));
  if (bad >= 0)
    throw new InvalidInputError(`the score of candidate ${bad} is ${logits[bad]!}; it must be a finite number`);
  if (logits.length === 0) throw new InvalidInputError('there are no candidates to choose from');
  if (!(temperature >= 0 && Number.isFinite(temperature))) {
    throw new InvalidInputError(`temperature is ${temperature}; it must be a finite number of at least 0`);
  }
  const highest = logits.reduce((best, logit) => Math.max(best, logit), -Infinity);
  if (temperature === 0) {
    return { index: logits.indexOf(highest), logProbability: 0, probability: 1, sumOfSquaredProbabilities: 1 };
  }
  const shifted = Array.from(logits, (logit) => (logit - highest) / temperature);
  const weights = shifted.map((each) => Math.exp(each));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const index = drawIndex(weights, random.next() * total);
  return {
    index,
    logProbability: shifted[index]! - Math.log(total),
    probability: weights[index]! / total,
    sumOfSquaredProbabilities: weights.reduce((sum, weight) => sum + (weight / total) ** 2, 0),
  };
}

/**
 * The first index at which the running sum exceeds the threshold; if rounding prevents that, the last with nonzero
 * weight.
 */
function drawIndex(weights: readonly number[], mark: number): number {
  let sum = 0;
  const found = weights.findIndex((weight) => {
    sum += weight;
    return mark < sum;
  });
  return found >= 0 ? found : weights.findLastIndex((weight) => weight > 0);
}
