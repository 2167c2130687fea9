import { InvalidInputError } from '../../../errors';

/** From this x, five terms of Stirling's series are exact up to rounding. */
const LARGE = 10;
const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * Natural logarithm of the gamma function.
 *
 * @param x above 0
 * @throws InvalidInputError when x is not a finite number above 0
 * @see Abramowitz and Stegun 6.1.41 (Stirling's series), after shifting x above 10
 */
export function logGamma(x: number): number {
  if (!(x > 0 && x < Infinity))
    throw new InvalidInputError(`logGamma is not defined for ${x}; it needs a finite number above 0`);
  let shifted = x;
  let product = 1;
  for (; shifted < LARGE; shifted += 1) product *= shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + stirlingRest(shifted) - Math.log(product);
}

/**
 * Natural logarithm of the beta function, without cancellation between three large logarithms.
 *
 * @param a above 0
 * @param b above 0
 */
export function logBeta(a: number, b: number): number {
  const large = Math.max(a, b);
  const small = Math.min(a, b);
  if (large < LARGE) return logGamma(a) + logGamma(b) - logGamma(a + b);
  const sum = large + small;
  const rest = stirlingRest(large) - stirlingRest(sum);
  return logGamma(small) - (large - 0.5) * Math.log1p(small / large) - small * Math.log(sum) + small + rest;
}

/** Remainder of Stirling's formula; x at least 10. */
function stirlingRest(x: number): number {
  const square = x * x;
  return (
    (1 / 12 -
      (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / square) / square) / square) / square) / square) /
    x
  );
}
