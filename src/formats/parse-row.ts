import { isUtf8 } from 'node:buffer';
import { findNonFinite } from './find-non-finite';
import { RowProblemError } from './row-problem';

export type ParsedRow = { readonly text: string; readonly value: unknown };

const MAX_REASON_CHARACTERS = 200;

/**
 * Decodes and parses the bytes of one row.
 *
 * @param raw JSON in UTF-8, nested no deeper than the splitter's limit
 * @returns the text, and the value as `JSON.parse` gives it
 * @throws RowProblemError when the bytes are not UTF-8, hold the tokens NaN or Infinity (the first one is named with its
 *   path), or are not JSON
 */
export function parseRow(raw: Uint8Array): ParsedRow {
  if (!isUtf8(raw)) throw new RowProblemError('INVALID_UTF8', '', 'the value is not UTF-8 text');
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('utf8');
  try {
    return { text, value: JSON.parse(text) };
  } catch (error) {
    const nonFinite = findNonFinite(text);
    if (nonFinite !== null) {
      const { field, token } = nonFinite;
      throw new RowProblemError('NON_FINITE_NUMBER', field, `\`${field}\` is ${token}; a number must be finite`);
    }
    const reason = error instanceof Error ? error.message.slice(0, MAX_REASON_CHARACTERS) : 'unknown reason';
    throw new RowProblemError('INVALID_JSON', '', `the value is not valid JSON: ${reason}`);
  }
}
