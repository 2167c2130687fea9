import { InvalidInputError } from '../../../errors';
import type { Bounds } from './bounds';
import { normalQuantile } from '../distributions/normal-quantile';
import { checkTaskTrials, type TaskTrials } from '../passes/task-trials';

/**
 * Wilson's score interval of a probability, from independent trials. Trials of one task are not independent: use it
 * over tasks with one 0 or 1 each.
 *
 * @param confidence above 0 and below 1
 * @returns within 0 to 1; null without trials
 * @throws InvalidInputError when there are more successes than trials or the confidence is out of range
 * @see Wilson, Probable inference, the law of succession, and statistical inference, JASA 22, 1927
 */
export function wilsonInterval({ trials, successes }: TaskTrials, confidence: number): Bounds | null {
  checkTaskTrials([{ trials, successes }]);
  if (!(confidence > 0 && confidence < 1)) {
    throw new InvalidInputError(`confidence is ${confidence}; it must lie between 0 and 1, both excluded`);
  }
  if (trials === 0) return null;
  const z = normalQuantile(0.5 + confidence / 2);
  const share = successes / trials;
  const center = (share + (z * z) / (2 * trials)) / (1 + (z * z) / trials);
  const reach =
    (z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials))) / (1 + (z * z) / trials);
  return { low: successes === 0 ? 0 : center - reach, high: successes === trials ? 1 : center + reach };
}
