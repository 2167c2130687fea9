import { RaisedException } from './raised-exception';

/** An int (bigint, exact) or a float (number). */
export type Numeric = bigint | number;

/**
 * The float nearest to an int (ties to even).
 *
 * @throws RaisedException OverflowError beyond the largest float
 */
export function intToFloat(value: bigint): number {
  const float = Number(value);
  if (!Number.isFinite(float)) throw new RaisedException('OverflowError', 'int too large to convert to float');
  return float;
}

/** A numeric as a float. @throws RaisedException OverflowError for an int beyond the largest float */
export function toFloat(value: Numeric): number {
  return typeof value === 'bigint' ? intToFloat(value) : value;
}

/** Sum: an exact int of two ints, else a float. @throws RaisedException OverflowError for an int beyond the largest float beside a float */
export function addNumbers(left: Numeric, right: Numeric): Numeric {
  if (typeof left === 'bigint' && typeof right === 'bigint') return left + right;
  return toFloat(left) + toFloat(right);
}

/** Difference, by the rules of `addNumbers`. */
export function subtractNumbers(left: Numeric, right: Numeric): Numeric {
  if (typeof left === 'bigint' && typeof right === 'bigint') return left - right;
  return toFloat(left) - toFloat(right);
}

/** Product, by the rules of `addNumbers`; a float product that overflows is infinite and no error. */
export function multiplyNumbers(left: Numeric, right: Numeric): Numeric {
  if (typeof left === 'bigint' && typeof right === 'bigint') return left * right;
  return toFloat(left) * toFloat(right);
}
