import { compareCodePoints } from './code-point-order';
import { asNumeric } from './operators';
import { RaisedException } from './raised-exception';
import { isList, isMap, typeName, type Value } from './value';

/** Equality across int, float and bool by number (`1 == 1.0 == true`); lists in order, objects without order; nan equals nothing. */
export function isEqual(left: Value, right: Value): boolean {
  const leftNumber = asNumeric(left);
  const rightNumber = asNumeric(right);
  if (leftNumber !== null && rightNumber !== null) return compareExactly(leftNumber, rightNumber) === 0;
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((member, index) => isEqual(member, right[index]!));
  }
  if (isMap(left) && isMap(right)) {
    return (
      left.size === right.size && [...left].every(([key, member]) => right.has(key) && isEqual(member, right.get(key)!))
    );
  }
  return left === right;
}

/**
 * `left < right`: numbers by size (exactly, also int against float), texts by code points, lists by their first difference.
 *
 * @throws RaisedException TypeError for any other pair
 */
export function isLess(left: Value, right: Value): boolean {
  const leftNumber = asNumeric(left);
  const rightNumber = asNumeric(right);
  if (leftNumber !== null && rightNumber !== null) return compareExactly(leftNumber, rightNumber) < 0;
  if (typeof left === 'string' && typeof right === 'string') return compareCodePoints(left, right) < 0;
  if (isList(left) && isList(right)) {
    const index = left.findIndex((member, at) => at >= right.length || !isEqual(member, right[at]!));
    if (index === -1) return left.length < right.length;
    return index < right.length && isLess(left[index]!, right[index]!);
  }
  throw new RaisedException(
    'TypeError',
    `'<' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
  );
}

/** Negative, 0 or positive; NaN when one side is. JavaScript compares a bigint with a number by exact size. */
function compareExactly(left: bigint | number, right: bigint | number): number {
  if (left < right) return -1;
  if (left > right) return 1;
  return Number.isNaN(left) || Number.isNaN(right) ? NaN : 0;
}
