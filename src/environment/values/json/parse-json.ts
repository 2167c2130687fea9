import { InvalidInputError } from '../../../errors';
import { MAX_INT_DIGITS } from '../int-text';
import type { Value, ValueMap } from '../value';

/** Deeper documents are rejected; the reference language fails at about the same depth. */
export const MAX_JSON_DEPTH = 990;

/**
 * Parse JSON, keeping ints and floats distinct: a number with `.`, `e` or `E` is a float, every other one an int of any
 * size. `NaN`, `Infinity` and `-Infinity` are accepted; for a repeated key the last value wins, at the position of the
 * first.
 *
 * @throws InvalidInputError naming the position (in UTF-16 units, from 0) when the text is not JSON, nests deeper than
 *   990, or holds an int of more than 4300 digits
 * @see Specification of tau-bench airline, section 2.1
 */
export function parseJson(text: string): Value {
  const reader = new JsonReader(text);
  const value = reader.readValue(0);
  reader.expectEnd();
  return value;
}

const WORDS: readonly (readonly [string, Value])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
];
const ESCAPES = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

class JsonReader {
  private position = 0;
  private readonly number = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
  private readonly hex = /[0-9a-fA-F]{4}/y;

  constructor(private readonly text: string) {}

  readValue(depth: number): Value {
    if (depth > MAX_JSON_DEPTH) throw this.fault(`nests deeper than ${MAX_JSON_DEPTH}`);
    this.skipBlanks();
    const character = this.text[this.position];
    if (character === '"') return this.readString();
    if (character === '{') return this.readObject(depth);
    if (character === '[') return this.readList(depth);
    const number = this.match(this.number);
    if (number !== null) return this.toNumber(number);
    const word = WORDS.find(([name]) => this.text.startsWith(name, this.position));
    if (word === undefined) throw this.fault('expected a value');
    this.position += word[0].length;
    return word[1];
  }

  expectEnd(): void {
    this.skipBlanks();
    if (this.position < this.text.length) throw this.fault('text after the end of the value');
  }

  private readObject(depth: number): ValueMap {
    const map = new Map<string, Value>();
    this.position += 1;
    if (this.take('}')) return map;
    do {
      this.skipBlanks();
      if (this.text[this.position] !== '"') throw this.fault('expected a key');
      const key = this.readString();
      if (!this.take(':')) throw this.fault('expected ":"');
      map.set(key, this.readValue(depth + 1));
    } while (this.take(','));
    if (!this.take('}')) throw this.fault('expected "," or "}"');
    return map;
  }

  private readList(depth: number): readonly Value[] {
    const list: Value[] = [];
    this.position += 1;
    if (this.take(']')) return list;
    do list.push(this.readValue(depth + 1));
    while (this.take(','));
    if (!this.take(']')) throw this.fault('expected "," or "]"');
    return list;
  }

  private readString(): string {
    this.position += 1;
    let value = '';
    for (;;) {
      value += this.readPlainText();
      const character = this.text[this.position];
      this.position += 1;
      if (character === '"') return value;
      if (character !== '\\') throw this.fault('a string that ends or holds a control character');
      value += this.readEscape();
    }
  }

  private readPlainText(): string {
    const start = this.position;
    let code = this.text.charCodeAt(this.position);
    while (code >= 0x20 && code !== QUOTE && code !== BACKSLASH) code = this.text.charCodeAt(++this.position);
    return this.text.slice(start, this.position);
  }

  private readEscape(): string {
    const character = this.text[this.position] ?? '';
    this.position += 1;
    if (character !== 'u') {
      const escaped = ESCAPES.get(character);
      if (escaped === undefined) throw this.fault('unknown escape');
      return escaped;
    }
    const digits = this.match(this.hex);
    if (digits === null) throw this.fault('expected four hexadecimal digits');
    return String.fromCharCode(parseInt(digits[0], 16));
  }

  private toNumber(match: RegExpExecArray): Value {
    const [text, fraction, exponent] = match;
    if (fraction !== undefined || exponent !== undefined) return Number(text);
    if (text.length > MAX_INT_DIGITS && text.replace('-', '').length > MAX_INT_DIGITS) {
      throw this.fault(`an int of more than ${MAX_INT_DIGITS} digits`);
    }
    return BigInt(text);
  }

  private take(character: string): boolean {
    this.skipBlanks();
    if (this.text[this.position] !== character) return false;
    this.position += 1;
    return true;
  }

  private skipBlanks(): void {
    let code = this.text.charCodeAt(this.position);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09)
      code = this.text.charCodeAt(++this.position);
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text);
    if (match !== null) this.position = pattern.lastIndex;
    return match;
  }

  private fault(problem: string): InvalidInputError {
    return new InvalidInputError(`not JSON at position ${this.position}: ${problem}`);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
