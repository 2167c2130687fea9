import { findTextProblem, type TextProblem } from '../stored-text';
import { type RowProblemCode, RowProblemError } from './row-problem';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Largest value of a Postgres integer column. */
const MAX_INTEGER = 2_147_483_647;
const MAX_SHOWN_CHARACTERS = 60;
const CODES = {
  NUL: 'NUL_CHARACTER',
  SURROGATE: 'UNPAIRED_SURROGATE',
  LENGTH: 'TEXT_TOO_LONG',
  BLANK: 'MISSING_FIELD',
} as const satisfies Readonly<Record<TextProblem['kind'], RowProblemCode>>;

/**
 * Reads fields of a parsed row strictly. Each method takes the value and its path for the message, returns the value with
 * its type, and throws a RowProblemError when the field is missing, has another type or cannot be stored.
 */
export class FieldReader {
  /** @param maxTextLength max length of a text, in characters */
  constructor(private readonly maxTextLength: number) {}

  object(value: unknown, field: string): JsonObject {
    if (!isObject(value)) throw mismatch(value, field, 'an object');
    return value;
  }

  list(value: unknown, field: string): readonly unknown[] {
    if (!Array.isArray(value)) throw mismatch(value, field, 'a list');
    return value;
  }

  optionalObject(value: unknown, field: string): JsonObject | null {
    return value === undefined || value === null ? null : this.object(value, field);
  }

  optionalList(value: unknown, field: string): readonly unknown[] {
    return value === undefined || value === null ? [] : this.list(value, field);
  }

  /** A text that Postgres can store: without NUL, without half of a surrogate pair, not longer than the limit. */
  text(value: unknown, field: string): string {
    if (typeof value !== 'string') throw mismatch(value, field, 'text');
    const problem = findTextProblem(value, { max: this.maxTextLength, unit: 'characters', mayBeBlank: true });
    if (problem !== null) throw new RowProblemError(CODES[problem.kind], field, `\`${field}\` ${problem.message}`);
    return value;
  }

  optionalText(value: unknown, field: string): string | null {
    return value === undefined || value === null ? null : this.text(value, field);
  }

  /** An identifier that some writers store as text and some as a number. */
  name(value: unknown, field: string): string {
    return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : this.text(value, field);
  }

  finiteNumber(value: unknown, field: string): number {
    if (typeof value !== 'number') throw mismatch(value, field, 'a number');
    if (Number.isFinite(value)) return value;
    // `JSON.parse` reads a number beyond the range of a double, such as 1e999, as infinity.
    throw new RowProblemError('NON_FINITE_NUMBER', field, `\`${field}\` is ${value}; a number must be finite`);
  }

  count(value: unknown, field: string): number {
    if (typeof value !== 'number') throw mismatch(value, field, 'a whole number');
    if (Number.isInteger(value) && value >= 0 && value <= MAX_INTEGER) return value;
    const message = `\`${field}\` is ${value}; expected an integer from 0 to ${MAX_INTEGER}`;
    throw new RowProblemError('OUT_OF_RANGE', field, message);
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mismatch(value: unknown, field: string, expected: string): RowProblemError {
  const where = field === '' ? 'the value' : `\`${field}\``;
  if (value === undefined)
    return new RowProblemError('MISSING_FIELD', field, `${where} is missing; expected ${expected}`);
  return new RowProblemError('WRONG_TYPE', field, `${where} is ${describe(value)}; expected ${expected}`);
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'string') {
    const shown = value.length > MAX_SHOWN_CHARACTERS ? `${value.slice(0, MAX_SHOWN_CHARACTERS)}...` : value;
    return `the text ${JSON.stringify(shown)}`;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return `the ${typeof value} ${value}`;
  return 'an object';
}
