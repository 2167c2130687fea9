import type { InvalidInputError } from '../../../errors';

const ESCAPE = /\\(?:\r?\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])/g;
const SHORT = new Map([
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/**
 * Decodes the body of a Python string literal: escapes are resolved; a backslash before any other character is kept.
 *
 * @param fault makes the error for a malformed escape
 * @throws InvalidInputError for a cut-off `\x`, `\u` or `\U`, and for `\N{name}`, which would need a table of names
 */
export function pythonText(body: string, fault: (problem: string) => InvalidInputError): string {
  return body.replace(ESCAPE, (escape) => {
    const rest = escape.slice(1);
    if (/^\r?\n$/.test(rest)) return '';
    if (/^[0-7]/.test(rest)) return String.fromCodePoint(parseInt(rest, 8));
    if (rest.length > 1) return codePointText(parseInt(rest.slice(1), 16), fault);
    if ('xuUN'.includes(rest)) throw fault(`malformed escape \\${rest}`);
    return SHORT.get(rest) ?? escape;
  });
}

function codePointText(codePoint: number, fault: (problem: string) => InvalidInputError): string {
  if (codePoint > 0x10ffff) throw fault(`there is no character with code point ${codePoint}`);
  return String.fromCodePoint(codePoint);
}
