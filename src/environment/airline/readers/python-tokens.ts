import { InvalidInputError } from '../../../errors';
import { pythonText } from './python-text';

/** A piece of a Python file. */
export type PythonToken =
  | { readonly kind: 'name' | 'text' | 'symbol'; readonly text: string }
  | { readonly kind: 'number'; readonly value: bigint | number }
  | { readonly kind: 'newline' | 'end' };

const BLANK = /(?:[ \t\f\r]|\\\r?\n|#[^\n]*)*/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/uy;
const NUMBER = /(?:[0-9][0-9_]*)?\.?[0-9][0-9_]*\.?(?:[eE][+-]?[0-9]+)?/y;
const TEXT_START = /([A-Za-z]{0,2})("""|'''|"|')/y;

/** Tokenizer for a Python file that holds data. Newlines are significant only outside brackets. */
export class PythonTokens {
  private position = 0;
  private line = 1;
  private openBrackets = 0;

  constructor(
    private readonly text: string,
    private readonly fileName: string,
  ) {}

  next(): PythonToken {
    this.skipBlanks();
    if (this.position >= this.text.length) return { kind: 'end' };
    if (this.text[this.position] === '\n') {
      this.advance(1);
      return { kind: 'newline' };
    }
    const text = this.readText();
    if (text !== null) return { kind: 'text', text };
    const name = this.match(NAME);
    if (name !== null) return { kind: 'name', text: name };
    const number = this.match(NUMBER);
    if (number !== null) return { kind: 'number', value: this.numberOf(number.replaceAll('_', '')) };
    return { kind: 'symbol', text: this.readSymbol() };
  }

  /** Consume this symbol if it is next. */
  take(symbol: string): boolean {
    if (!this.isNext(symbol)) return false;
    this.readSymbol();
    return true;
  }

  isNext(symbol: string): boolean {
    this.skipBlanks();
    return this.text[this.position] === symbol;
  }

  /** Consume a string if one is next, otherwise return null. */
  takeText(): string | null {
    this.skipBlanks();
    return this.readText();
  }

  isAtEnd(): boolean {
    this.skipBlanks();
    return this.position >= this.text.length;
  }

  /** Skip the rest of a logical line. */
  skipLine(): void {
    for (let token = this.next(); token.kind !== 'newline' && token.kind !== 'end'; token = this.next());
  }

  /** Skip everything up to and including a symbol. @throws InvalidInputError when the file ends first */
  skipUntil(symbol: string): void {
    for (let token = this.next(); token.kind !== 'symbol' || token.text !== symbol; token = this.next()) {
      if (token.kind === 'end') throw this.fault(`expected "${symbol}"`);
    }
  }

  /** An error at the last position read. */
  fault(problem: string): InvalidInputError {
    return new InvalidInputError(`${this.fileName}, line ${this.line}: ${problem}`);
  }

  private readSymbol(): string {
    const symbol = this.text[this.position]!;
    this.advance(1);
    if ('([{'.includes(symbol)) this.openBrackets += 1;
    if (')]}'.includes(symbol)) this.openBrackets -= 1;
    return symbol;
  }

  private readText(): string | null {
    TEXT_START.lastIndex = this.position;
    const start = TEXT_START.exec(this.text);
    if (start === null) return null;
    const [opening, prefix, quote] = start as unknown as [string, string, string];
    if (!/^(?:r|u|R|U)?$/.test(prefix)) throw this.fault(`a string with the prefix ${prefix} is not plain data`);
    const bodyStart = this.position + opening.length;
    const bodyEnd = this.findTextEnd(bodyStart, quote);
    const body = this.text.slice(bodyStart, bodyEnd);
    const value = prefix.toLowerCase() === 'r' ? body : pythonText(body, (problem) => this.fault(problem));
    this.advance(bodyEnd + quote.length - this.position);
    return value;
  }

  private findTextEnd(start: number, quote: string): number {
    for (let end = start; end < this.text.length; end += this.text[end] === '\\' ? 2 : 1) {
      if (this.text.startsWith(quote, end)) return end;
      if (quote.length === 1 && this.text[end] === '\n') break;
    }
    throw this.fault('unterminated string');
  }

  private numberOf(digits: string): bigint | number {
    if (/[.eE]/.test(digits)) return Number(digits);
    if (/^0+[1-9]/.test(digits)) throw this.fault(`the number ${digits} begins with 0`);
    return BigInt(digits);
  }

  private skipBlanks(): void {
    for (;;) {
      this.match(BLANK);
      if (this.openBrackets === 0 || this.text[this.position] !== '\n') return;
      this.advance(1);
    }
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text);
    if (match === null) return null;
    this.advance(match[0].length);
    return match[0];
  }

  private advance(length: number): void {
    const end = this.position + length;
    for (let index = this.position; index < end; index += 1) if (this.text[index] === '\n') this.line += 1;
    this.position = end;
  }
}
