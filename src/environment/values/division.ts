import { bitLength, nearestFloat } from './json/nearest-float';
import { toFloat, type Numeric } from './number-arithmetic';
import { RaisedException } from './raised-exception';

/**
 * `left / right`: always a float, correctly rounded also for ints beyond 2 ** 53.
 *
 * @throws RaisedException ZeroDivisionError; OverflowError when the quotient of two ints, or an int beside a float, exceeds the largest float
 */
export function divideNumbers(left: Numeric, right: Numeric): number {
  if (typeof left === 'bigint' && typeof right === 'bigint') return divideInts(left, right);
  const dividend = toFloat(left);
  const divisor = toFloat(right);
  if (divisor === 0) throw new RaisedException('ZeroDivisionError', 'float division by zero');
  return dividend / divisor;
}

/**
 * `left // right`: the quotient rounded towards minus infinity; an int of two ints, else a float.
 *
 * @throws RaisedException ZeroDivisionError; OverflowError for an int beyond the largest float beside a float
 */
export function floorDivide(left: Numeric, right: Numeric): Numeric {
  if (typeof left === 'bigint' && typeof right === 'bigint') return floorDivideInts(left, right);
  const dividend = toFloat(left);
  const divisor = toFloat(right);
  if (divisor === 0) throw new RaisedException('ZeroDivisionError', 'float floor division by zero');
  return floorDivideFloats(dividend, divisor);
}

function divideInts(left: bigint, right: bigint): number {
  if (right === 0n) throw new RaisedException('ZeroDivisionError', 'division by zero');
  const sign = left < 0n !== right < 0n ? -1 : 1;
  const dividend = left < 0n ? -left : left;
  const divisor = right < 0n ? -right : right;
  const shift = 66 - (bitLength(dividend) - bitLength(divisor));
  const scaledDividend = shift > 0 ? dividend << BigInt(shift) : dividend;
  const scaledDivisor = shift < 0 ? divisor << BigInt(-shift) : divisor;
  const quotient = scaledDividend / scaledDivisor;
  const isInexact = quotient * scaledDivisor !== scaledDividend;
  const magnitude = nearestFloat(isInexact ? quotient | 1n : quotient, -shift);
  if (magnitude === Infinity) {
    throw new RaisedException('OverflowError', 'integer division result too large for a float');
  }
  return sign * magnitude;
}

function floorDivideInts(left: bigint, right: bigint): bigint {
  if (right === 0n) throw new RaisedException('ZeroDivisionError', 'integer division or modulo by zero');
  const quotient = left / right;
  return left < 0n !== right < 0n && quotient * right !== left ? quotient - 1n : quotient;
}

/** From the exact remainder, as CPython's float_floor_div does: rounding the plain quotient can be off by one. */
function floorDivideFloats(dividend: number, divisor: number): number {
  const remainder = dividend % divisor;
  let quotient = (dividend - remainder) / divisor;
  if (remainder !== 0 && divisor < 0 !== remainder < 0) quotient -= 1;
  if (quotient === 0) return dividend / divisor < 0 || Object.is(dividend / divisor, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}
