import { JsonCursor } from './json-cursor';

export type NonFiniteToken = { readonly field: string; readonly token: string };

const TOKENS: readonly string[] = ['NaN', 'Infinity', '-Infinity'];

/**
 * Finds the first non-finite number in text that is JSON except for the tokens `NaN`, `Infinity` and `-Infinity`.
 * Python's `json` writes them, and no JSON reader accepts them.
 *
 * @param text text that `JSON.parse` rejected; any text is allowed; nested no deeper than the call stack allows
 * @returns the token and its path, e.g. `info.user_cost`; null when the text is invalid for another reason
 */
export function findNonFinite(text: string): NonFiniteToken | null {
  let found: NonFiniteToken | null = null;
  const cursor = new JsonCursor(text);
  const visit = (field: string): void => {
    const kind = found === null ? cursor.nextKind() : 'text';
    if (kind === 'text') cursor.skipValue();
    else if (kind === 'object') {
      cursor.eachMember((name) => {
        visit(field === '' ? name : `${field}.${name}`);
      });
    } else if (kind === 'list') {
      cursor.eachElement((index) => {
        visit(`${field}[${index}]`);
      });
    } else {
      const token = cursor.takeToken();
      if (TOKENS.includes(token)) found = { field, token };
    }
  };
  visit('');
  return found;
}
