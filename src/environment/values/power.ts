import { bitLength, nearestFloat } from './json/nearest-float';
import { RaisedException } from './raised-exception';

/**
 * `base ** exponent` of floats, as C's `pow` gives it: the float nearest to the exact power. JavaScript's own power may be
 * off in the last digit, which shows in a text of 17 digits.
 *
 * @param base any float, except a finite negative one with a finite fractional exponent (that power is complex)
 * @throws RaisedException ZeroDivisionError for zero with a negative exponent; OverflowError beyond the largest float
 * @see CPython's float_pow for the special cases
 */
export function powerOfFloats(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1;
  if (Number.isNaN(base) || Number.isNaN(exponent)) return NaN;
  if (base === -1 && !Number.isFinite(exponent)) return 1;
  if (base === 0 && exponent < 0) {
    throw new RaisedException('ZeroDivisionError', '0.0 cannot be raised to a negative power');
  }
  if (base === 0 || !Number.isFinite(base) || !Number.isFinite(exponent)) return base ** exponent;
  const isNegative = base < 0 && Math.abs(exponent % 2) === 1;
  const magnitude = positivePower(Math.abs(base), exponent);
  if (magnitude === Infinity) throw new RaisedException('OverflowError', "(34, 'Numerical result out of range')");
  return isNegative ? -magnitude : magnitude;
}

/** Fraction bits of the fixed-point numbers below: enough for exponents up to 2 ** 63 and 70 bits of result. */
const BITS = 224n;
const ONE = 1n << BITS;

function positivePower(base: number, exponent: number): number {
  if (base === 1) return 1;
  const estimate = exponent * Math.log2(base);
  if (estimate > 1025) return Infinity;
  if (estimate < -1080) return 0;
  const { mantissa, shift } = splitFloat(base);
  if (Number.isInteger(exponent) && exponent > 0 && exponent * bitLength(mantissa) <= 8192) {
    return nearestFloat(mantissa ** BigInt(exponent), shift * exponent);
  }
  const logarithm = binaryLogarithm(mantissa, shift);
  const factor = splitFloat(Math.abs(exponent));
  const product = shiftBy(logarithm * factor.mantissa, factor.shift);
  const signed = exponent < 0 ? -product : product;
  const whole = signed >> BITS;
  const fraction = signed - (whole << BITS);
  return nearestFloat(exponential((fraction * LN_2) >> BITS) | 1n, Number(whole - BITS));
}

/** A positive float as mantissa * 2 ** shift, with an odd mantissa. */
function splitFloat(value: number): { readonly mantissa: bigint; readonly shift: number } {
  let scaled = value;
  let shift = 0;
  while (scaled < 2 ** 53) {
    scaled *= 2;
    shift -= 1;
  }
  let mantissa = BigInt(scaled);
  while ((mantissa & 1n) === 0n) {
    mantissa >>= 1n;
    shift += 1;
  }
  return { mantissa, shift };
}

function shiftBy(value: bigint, bits: number): bigint {
  return bits >= 0 ? value << BigInt(bits) : value >> BigInt(-bits);
}

/** log2(mantissa * 2 ** shift), fixed-point. */
function binaryLogarithm(mantissa: bigint, shift: number): bigint {
  const length = bitLength(mantissa);
  const fraction = shiftBy(mantissa, Number(BITS) - length + 1); // in [1, 2)
  return (BigInt(shift + length - 1) << BITS) + (logarithm(fraction) << BITS) / LN_2;
}

/** ln(value) for a fixed-point value in [1, 2]: 2 artanh((value - 1) / (value + 1)) by its series. */
function logarithm(value: bigint): bigint {
  const ratio = ((value - ONE) << BITS) / (value + ONE);
  const square = (ratio * ratio) >> BITS;
  let total = 0n;
  let power = ratio;
  for (let divisor = 1n; power > 0n; divisor += 2n) {
    total += power / divisor;
    power = (power * square) >> BITS;
  }
  return 2n * total;
}

/** e ** value for a fixed-point value in [0, 1), by its series. */
function exponential(value: bigint): bigint {
  let total = ONE;
  let term = ONE;
  for (let index = 1n; term > 0n; index += 1n) {
    term = (term * value) / (index << BITS);
    total += term;
  }
  return total;
}

const LN_2 = logarithm(2n * ONE);
