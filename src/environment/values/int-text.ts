import { RaisedException } from './raised-exception';

/** The reference language refuses to turn longer ints into text or back. */
export const MAX_INT_DIGITS = 4300;

/**
 * Decimal digits of an int.
 *
 * @throws RaisedException ValueError from 4301 digits on, as the reference language does
 */
export function intText(value: bigint): string {
  const text = value.toString();
  if (text.length > MAX_INT_DIGITS && text.replace('-', '').length > MAX_INT_DIGITS) {
    throw new RaisedException(
      'ValueError',
      `Exceeds the limit (${MAX_INT_DIGITS} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
    );
  }
  return text;
}
