import { InvalidInputError } from '../../../errors';
import type { Random } from '../../random';
import { logGamma } from './log-gamma';

/** Below this mean, inversion is faster than rejection. */
const SMALL_MEAN = 10;

/**
 * Draws a binomial variable: the number of events in n independent trials, in time that hardly depends on n.
 *
 * @param trials n, an integer of at least 0
 * @param chance probability of the event in each trial, 0 to 1
 * @returns 0 to n
 * @throws InvalidInputError when trials or chance are out of range
 * @see Kachitvichyanukul and Schmeiser 1988 (BINV, by inversion); Hörmann, The generation of binomial random variates,
 *   1993 (BTRS, by transformed rejection)
 */
export function drawBinomial(trials: number, chance: number, random: Random): number {
  if (!Number.isSafeInteger(trials) || trials < 0 || !(chance >= 0 && chance <= 1)) {
    throw new InvalidInputError(`cannot draw a binomial variable of ${trials} trials with probability ${chance}`);
  }
  if (trials === 0 || chance === 0) return 0;
  if (chance > 0.5) return trials - drawBinomial(trials, 1 - chance, random);
  return trials * chance < SMALL_MEAN ? countUp(trials, chance, random) : reject(trials, chance, random);
}

function countUp(trials: number, chance: number, random: Random): number {
  const odds = chance / (1 - chance);
  let probability = (1 - chance) ** trials;
  let left = random.next();
  let count = 0;
  // Rounding can leave some of `left` after all probability is used up: the last count takes it.
  while (left >= probability && count < trials) {
    left -= probability;
    count += 1;
    probability *= (odds * (trials - count + 1)) / count;
  }
  return count;
}

function reject(trials: number, chance: number, random: Random): number {
  const deviation = Math.sqrt(trials * chance * (1 - chance));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * chance;
  const surelyAccepted = 0.92 - 4.2 / b;
  for (;;) {
    const u = random.next() - 0.5;
    const v = random.next();
    const edge = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / edge + b) * u + trials * chance + 0.5);
    if (edge >= 0.07 && v <= surelyAccepted) return count;
    if (count < 0 || count > trials || v === 0) continue;
    const scaled = (v * (2.83 + 5.1 / b) * deviation) / (a / (edge * edge) + b);
    if (Math.log(scaled) <= logChanceOverMode(trials, chance, count)) return count;
  }
}

/** Logarithm of the ratio of the probability of a count to that of the mode. */
function logChanceOverMode(trials: number, chance: number, count: number): number {
  const mode = Math.floor((trials + 1) * chance);
  return (
    logGamma(mode + 1) +
    logGamma(trials - mode + 1) -
    logGamma(count + 1) -
    logGamma(trials - count + 1) +
    (count - mode) * Math.log(chance / (1 - chance))
  );
}
