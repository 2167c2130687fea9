import { isBlank, ZERO_DIGITS } from '../digit-characters';
import { RaisedException } from '../raised-exception';
import { stringRepr } from '../string-repr';

/**
 * The int that a text holds: blanks around it, a sign, digits of any script and single underscores between digits are accepted.
 *
 * @throws RaisedException ValueError naming the whole text when it holds no int
 */
export function intLiteral(text: string): bigint {
  const characters = Array.from(text);
  while (characters.length > 0 && isBlank(characters[0]!)) characters.shift();
  while (characters.length > 0 && isBlank(characters.at(-1)!)) characters.pop();
  const ascii = characters.map(asciiDigit).join('');
  if (!/^[+-]?[0-9]+(?:_[0-9]+)*$/.test(ascii)) {
    throw new RaisedException('ValueError', `invalid literal for int() with base 10: ${stringRepr(text)}`);
  }
  const digits = BigInt(ascii.replace(/[+_-]/g, ''));
  return ascii.startsWith('-') ? -digits : digits;
}

/** The ASCII digit of a decimal digit of any script; other characters as they are. */
function asciiDigit(character: string): string {
  const codePoint = character.codePointAt(0)!;
  const zero = ZERO_DIGITS.find((start) => codePoint >= start && codePoint < start + 10);
  return zero === undefined ? character : String(codePoint - zero);
}
