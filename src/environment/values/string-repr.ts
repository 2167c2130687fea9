import { isPrintable } from './printable-characters';

/**
 * A string as the reference language quotes it: between `'`, or between `"` when it holds `'` and no `"`; the delimiter,
 * the backslash and characters that are not printable are escaped.
 *
 * @param text may hold lone surrogates, which are escaped
 * @see Specification of tau-bench airline, section 7
 */
export function stringRepr(text: string): string {
  if (PLAIN.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let quoted = quote;
  for (const character of text) quoted += escapeCharacter(character, quote);
  return quoted + quote;
}

const PLAIN = /^[ !#-&(-[\]-~]*$/;
const SHORT_ESCAPES = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escapeCharacter(character: string, quote: string): string {
  if (character === quote) return `\\${quote}`;
  const short = SHORT_ESCAPES.get(character);
  if (short !== undefined) return short;
  const codePoint = character.codePointAt(0)!;
  if (isPrintable(codePoint)) return character;
  const hex = codePoint.toString(16);
  if (codePoint < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return codePoint < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
