import { MAX_INT_DIGITS } from '../values/int-text';
import { RaisedException } from '../values/raised-exception';

export type TokenKind = 'number' | '+' | '-' | '*' | '/' | '**' | '//' | '(' | ')' | '.' | '...' | 'end';

export type Token = {
  readonly kind: TokenKind;
  readonly text: string;
  /** Parentheses open after this token. */
  readonly level: number;
};

const MAX_LEVEL = 200;
const NUMBER = /(?:[0-9]+\.?[0-9]*|\.[0-9]+)/y;
const SYMBOL = /\.\.\.|\*\*|\/\/|[-+*/().]/y;

/**
 * Tokens of an expression, read lazily: which fault is reported depends on how far the reader got. The text contains
 * only digits, blanks and `+-*\/().`.
 */
export class TokenStream {
  private readonly tokens: Token[] = [];
  private position = 0;
  private level = 0;

  constructor(private readonly text: string) {}

  /**
   * The token with this index, from 0.
   *
   * @throws RaisedException SyntaxError when a token up to there is malformed, a parenthesis unmatched, or the text ends inside one
   */
  at(rank: number): Token {
    while (this.tokens.length <= rank && this.tokens.at(-1)?.kind !== 'end') this.tokens.push(this.readToken());
    return this.tokens[Math.min(rank, this.tokens.length - 1)]!;
  }

  /**
   * Check the rest for malformed tokens, which take precedence over other faults; an unclosed parenthesis does not.
   * @throws as `at`
   */
  checkRest(): void {
    while (!this.isAtEnd()) this.at(this.tokens.length);
  }

  private isAtEnd(): boolean {
    this.skipBlanks();
    return this.position >= this.text.length;
  }

  private readToken(): Token {
    if (this.isAtEnd()) {
      if (this.level > 0) throw syntaxError("'(' was never closed");
      return { kind: 'end', text: '', level: 0 };
    }
    NUMBER.lastIndex = this.position;
    const number = NUMBER.exec(this.text);
    return number === null ? this.readSymbol() : this.readNumber(number[0]);
  }

  private readNumber(text: string): Token {
    if (/^0+[1-9][0-9]*$/.test(text)) {
      throw syntaxError(
        'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
      );
    }
    this.position += text.length;
    return { kind: 'number', text, level: this.level };
  }

  private readSymbol(): Token {
    SYMBOL.lastIndex = this.position;
    const text = SYMBOL.exec(this.text)![0];
    if (text === ')' && this.level === 0) throw syntaxError("unmatched ')'");
    if (text === '(' && this.level >= MAX_LEVEL) throw syntaxError('too many nested parentheses');
    this.position += text.length;
    if (text === '(') this.level += 1;
    if (text === ')') this.level -= 1;
    return { kind: text as TokenKind, text, level: this.level };
  }

  private skipBlanks(): void {
    while (this.text[this.position] === ' ') this.position += 1;
  }
}

/** A syntax error on line 1, the only line of an expression. */
export function syntaxError(message: string): RaisedException {
  return new RaisedException('SyntaxError', `${message} (<string>, line 1)`);
}

/** The number that a literal means: an int without `.`, else a float. @throws RaisedException SyntaxError from 4301 digits on */
export function literalValue(text: string): bigint | number {
  if (text.includes('.')) return Number(text);
  if (text.length > MAX_INT_DIGITS && !/^0+$/.test(text)) {
    throw syntaxError(
      `Exceeds the limit (${MAX_INT_DIGITS} digits) for integer string conversion: value has ${text.length} digits; ` +
        'use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.',
    );
  }
  return BigInt(text);
}
