import { addNumbers, multiplyNumbers, subtractNumbers, type Numeric } from './number-arithmetic';
import { RaisedException } from './raised-exception';
import { isList, typeName, type Value } from './value';

/** The value as a number of the simulated world (true and false are the ints 1 and 0), or null when it is none. */
export function asNumeric(value: Value): Numeric | null {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return typeof value === 'bigint' || typeof value === 'number' ? value : null;
}

/**
 * `left + right` where the left side is a number.
 *
 * @param symbol how the reference wrote it, for the error text: `+` or `+=`
 * @throws RaisedException TypeError when the right side is no number
 */
export function addValues(left: Numeric, right: Value, symbol: '+' | '+='): Numeric {
  const number = asNumeric(right);
  if (number === null) throw unsupported(symbol, left, right);
  return addNumbers(left, number);
}

/**
 * `left - right`.
 *
 * @param symbol how the reference wrote it, for the error text: `-` or `-=`
 * @throws RaisedException TypeError when a side is no number
 */
export function subtractValues(left: Value, right: Value, symbol: '-' | '-='): Numeric {
  const minuend = asNumeric(left);
  const subtrahend = asNumeric(right);
  if (minuend === null || subtrahend === null) throw unsupported(symbol, left, right);
  return subtractNumbers(minuend, subtrahend);
}

/**
 * `count * value`: a product of numbers; a text or a list is repeated.
 *
 * @throws RaisedException TypeError when the value is null or an object, or when a text or a list meets a float
 */
export function multiplyValues(count: Numeric, value: Value): Value {
  const number = asNumeric(value);
  if (number !== null) return multiplyNumbers(count, number);
  if (typeof value !== 'string' && !isList(value)) throw unsupported('*', count, value);
  if (typeof count === 'number') {
    throw new RaisedException('TypeError', "can't multiply sequence by non-int of type 'float'");
  }
  const times = count > 0n ? Number(count) : 0;
  return typeof value === 'string' ? value.repeat(times) : Array.from({ length: times }, () => value).flat(1);
}

/** `-value`. @throws RaisedException TypeError when it is no number */
export function negateValue(value: Value): Numeric {
  const number = asNumeric(value);
  if (number === null) throw new RaisedException('TypeError', `bad operand type for unary -: '${typeName(value)}'`);
  return -number;
}

/**
 * Sum of values, from the int 0 on.
 *
 * @returns the int 0 for none
 * @throws RaisedException TypeError when one is no number
 */
export function sumValues(values: Iterable<Value>): Numeric {
  let total: Numeric = 0n;
  for (const value of values) total = addValues(total, value, '+');
  return total;
}

function unsupported(symbol: string, left: Value, right: Value): RaisedException {
  return new RaisedException(
    'TypeError',
    `unsupported operand type(s) for ${symbol}: '${typeName(left)}' and '${typeName(right)}'`,
  );
}
