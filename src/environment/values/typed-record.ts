import { RaisedException } from './raised-exception';
import { isList, isMap, type Value, type ValueMap } from './value';

/** Converts a value to the type of a field, or reports why it cannot and returns undefined. */
export type FieldType = (value: Value, path: string, report: (fault: FieldFault) => void) => Value | undefined;

/** A fault at one path of a value, e.g. at `flights.0.date`. */
export type FieldFault = { readonly path: string; readonly problem: string };

/** Names and types of an object's keys, in output order. A key with a fallback may be missing. */
export type RecordType = {
  readonly name: string;
  readonly fields: readonly (readonly [key: string, type: FieldType, fallback?: Value])[];
};

/**
 * The object in its typed form: keys in the record's order, unknown keys dropped, fallbacks filled in, numbers turned into
 * the field's kind (`250.0` and `"250"` become the int 250).
 *
 * @throws RaisedException ValidationError `{n} validation error(s) for {name}` and a line for each place, when a key is
 *   missing or a value does not fit
 * @see Specification of tau2-bench airline, sections 1 and 2
 */
export function readRecord(type: RecordType, value: Value): ValueMap {
  const faults: FieldFault[] = [];
  const record = recordOf(type)(value, '', (fault) => faults.push(fault));
  if (faults.length === 0 && record !== undefined && isMap(record)) return record;
  const heading = `${faults.length} validation error${faults.length === 1 ? '' : 's'} for ${type.name}`;
  throw new RaisedException(
    'ValidationError',
    [heading, ...faults.map(({ path, problem }) => `${path}\n  ${problem}`)].join('\n'),
  );
}

/** An object of this record type. */
export function recordOf(type: RecordType): FieldType {
  return (value, path, report) => {
    if (!isMap(value)) {
      report({ path, problem: `Input should be a valid dictionary or instance of ${type.name}` });
      return undefined;
    }
    const record = new Map<string, Value>();
    for (const [key, fieldType, fallback] of type.fields) {
      const keyPath = path === '' ? key : `${path}.${key}`;
      const given = value.get(key) ?? (value.has(key) ? null : fallback);
      if (given === undefined) report({ path: keyPath, problem: 'Field required' });
      const member = given === undefined ? undefined : fieldType(given, keyPath, report);
      if (member !== undefined) record.set(key, member);
    }
    return record;
  };
}

/** A list of such members. */
export function listOf(member: FieldType): FieldType {
  return (value, path, report) => {
    if (isList(value)) return value.map((item, index) => member(item, `${path}.${index}`, report) ?? null);
    report({ path, problem: 'Input should be a valid list' });
    return undefined;
  };
}

/** An object with any keys and such members. */
export function mapOf(member: FieldType): FieldType {
  return (value, path, report) => {
    if (isMap(value)) {
      return new Map(Array.from(value, ([key, item]) => [key, member(item, `${path}.${key}`, report) ?? null]));
    }
    report({ path, problem: 'Input should be a valid dictionary' });
    return undefined;
  };
}

/** One of several records, told apart by the text under a key. */
export function taggedBy(key: string, records: Readonly<Record<string, RecordType>>): FieldType {
  return (value, path, report) => {
    const tag = isMap(value) ? value.get(key) : undefined;
    const record = typeof tag === 'string' ? Object.entries(records).find(([name]) => name === tag)?.[1] : undefined;
    if (record !== undefined) return recordOf(record)(value, path, report);
    report({ path: `${path}.${key}`, problem: `Input should be ${Object.keys(records).join(' or ')}` });
    return undefined;
  };
}

/** Either null or such a value. */
export function nullable(type: FieldType): FieldType {
  return (value, path, report) => (value === null ? null : type(value, path, report));
}

/** A text. */
export const text: FieldType = (value, path, report) => {
  if (typeof value === 'string') return value;
  report({ path, problem: 'Input should be a valid string' });
  return undefined;
};

/** One of some texts. */
export function oneOf(...choices: readonly string[]): FieldType {
  return (value, path, report) => {
    if (typeof value === 'string' && choices.includes(value)) return value;
    const quoted = choices.map((choice) => `'${choice}'`);
    const last = quoted.at(-1)!;
    report({
      path,
      problem: `Input should be ${quoted.length > 1 ? `${quoted.slice(0, -1).join(', ')} or ${last}` : last}`,
    });
    return undefined;
  };
}

/** An int; whole floats, booleans and texts of digits become one. */
export const int: FieldType = (value, path, report) => {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  const digits = typeof value === 'string' ? /^\s*([+-]?[0-9]+(?:_[0-9]+)*)(?:\.0+)?\s*$/.exec(value)?.[1] : undefined;
  if (digits !== undefined) return BigInt(digits.replace(/[+_]/g, ''));
  report({ path, problem: intProblem(value) });
  return undefined;
};

/** A float; ints, booleans and texts of a number become one. */
export const float: FieldType = (value, path, report) => {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint' && Number.isFinite(Number(value))) return Number(value);
  const trimmed = typeof value === 'string' ? value.trim().replace(/(?<=[0-9])_(?=[0-9])/g, '') : '';
  if (/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i.test(trimmed)) return Number(trimmed);
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(trimmed);
  if (word !== null) return word[2]!.toLowerCase() === 'nan' ? NaN : word[1] === '-' ? -Infinity : Infinity;
  const suffix = typeof value === 'string' ? ', unable to parse string as a number' : '';
  report({ path, problem: `Input should be a valid number${suffix}` });
  return undefined;
};

function intProblem(value: Value): string {
  if (typeof value === 'string') return 'Input should be a valid integer, unable to parse string as an integer';
  if (typeof value !== 'number') return 'Input should be a valid integer';
  return Number.isFinite(value)
    ? 'Input should be a valid integer, got a number with a fractional part'
    : 'Input should be a finite number';
}
