import { InvalidInputError } from '../../../errors';
import { itemAt } from '../../values/containers';
import { typeName, type Value } from '../../values/value';

/**
 * A count or an amount of dollars inside a database entry: the int of the first version, the float of the second.
 *
 * @throws RaisedException KeyError when the key is missing
 * @throws InvalidInputError when the value is not a finite number
 */
export function amountAt(entry: Value, key: string): number {
  const member = itemAt(entry, key);
  const amount = typeof member === 'bigint' || typeof member === 'number' ? Number(member) : NaN;
  if (Number.isFinite(amount)) return amount;
  throw new InvalidInputError(`the world is malformed: ${key} is ${typeName(member)}, a finite number is needed`);
}
