import { RaisedException } from '../values/raised-exception';
import type { BinarySymbol, Expression } from './syntax-tree';
import { literalValue, syntaxError, TokenStream } from './token-stream';

/** Deeper expressions fail at compilation; the reference's own limit is between about 2950 and 2995. */
const MAX_DEPTH = 2970;

/**
 * Nested powers and parentheses use this program's own stack; the reference allows deeper nesting than anyone needs.
 */
const MAX_NESTING = 800;

/**
 * Parse an expression of numbers, `+ - * / // **`, parentheses, calls, `()` and `...`.
 *
 * The reference reads a faulty text twice: first plainly, then with rules that recognize common mistakes. Both passes are
 * kept, because how far each one reads decides which fault is reported.
 *
 * @throws RaisedException SyntaxError, or RecursionError for more than 2970 operations in a row or 800 nested powers
 * @see CPython 3.11, Grammar/python.gram (its rules `invalid_expression` and `invalid_group`)
 */
export function parseExpression(text: string): Expression {
  const tokens = new TokenStream(text);
  const parsed = new Parser(tokens, false).parse();
  if (parsed !== null) return parsed;
  try {
    new Parser(tokens, true).parse();
  } catch (error) {
    if (error instanceof RecognizedMistake) tokens.checkRest();
    throw error instanceof RecognizedMistake ? syntaxError(error.message) : error;
  }
  tokens.checkRest();
  throw syntaxError('invalid syntax');
}

class RecognizedMistake extends Error {}

class Parser {
  private rank = 0;
  private depth = 0;

  constructor(
    private readonly tokens: TokenStream,
    private recognizesMistakes: boolean,
  ) {}

  parse(): Expression | null {
    const expression = this.parseWhole();
    return expression !== null && this.kind() === 'end' ? expression : null;
  }

  /** One complete expression; a second one directly after it inside parentheses is reported as a missing comma. */
  private parseWhole(): Expression | null {
    const expression = this.parseSum();
    if (expression === null || !this.recognizesMistakes) return expression;
    const end = this.rank;
    this.recognizesMistakes = false;
    const neighbour = this.parseSum();
    this.recognizesMistakes = true;
    if (neighbour !== null && this.tokens.at(this.rank - 1).level > 0) {
      throw new RecognizedMistake('invalid syntax. Perhaps you forgot a comma?');
    }
    this.rank = end;
    return expression;
  }

  private parseSum(): Expression | null {
    return this.parseChain(['+', '-'], () => this.parseTerm());
  }

  private parseTerm(): Expression | null {
    return this.parseChain(['*', '/', '//'], () => this.parseFactor());
  }

  /** Operands joined from left to right; an operator without a right operand is left unread. */
  private parseChain(symbols: readonly string[], parseOperand: () => Expression | null): Expression | null {
    let left = parseOperand();
    while (left !== null && symbols.includes(this.kind())) {
      const start = this.rank;
      const symbol = this.kind() as BinarySymbol;
      this.rank += 1;
      const right = parseOperand();
      if (right === null) {
        this.rank = start;
        return left;
      }
      left = limited({ kind: 'binary', symbol, left, right, depth: 1 + Math.max(left.depth, right.depth) });
    }
    return left;
  }

  private parseFactor(): Expression | null {
    const start = this.rank;
    const signs: ('+' | '-')[] = [];
    for (let symbol = this.kind(); symbol === '+' || symbol === '-'; symbol = this.kind()) {
      signs.push(symbol);
      this.rank += 1;
    }
    const operand = this.parsePower();
    if (operand !== null) return signs.reduceRight(withSign, operand);
    this.rank = start;
    return null;
  }

  private parsePower(): Expression | null {
    const left = this.parsePrimary();
    if (left === null || this.kind() !== '**') return left;
    const start = this.rank;
    this.rank += 1;
    const right = this.nested(() => this.parseFactor());
    if (right !== null) {
      return limited({ kind: 'binary', symbol: '**', left, right, depth: 1 + Math.max(left.depth, right.depth) });
    }
    this.rank = start;
    return left;
  }

  private parsePrimary(): Expression | null {
    let primary = this.parseAtom();
    while (primary !== null) {
      if (this.kind() === '.') this.tokens.at(this.rank + 1); // an attribute name would follow; reading it may fail first
      if (this.kind() !== '(') return primary;
      const call = this.parseCall(primary);
      if (call === null) return primary;
      primary = limited(call);
    }
    return null;
  }

  private parseCall(callee: Expression): Expression | null {
    const start = this.rank;
    this.rank += 1;
    const symbol = this.kind();
    const star = symbol === '*' || symbol === '**' ? symbol : '';
    if (star !== '') this.rank += 1;
    const argument = this.nested(() => this.parseWhole());
    if (this.kind() === ')' && (argument !== null || star === '')) {
      this.rank += 1;
      return { kind: 'call', callee, star, argument, depth: 1 + Math.max(callee.depth, argument?.depth ?? 0) };
    }
    this.rank = start;
    return null;
  }

  private parseAtom(): Expression | null {
    const token = this.tokens.at(this.rank);
    if (token.kind === '(') return this.nested(() => this.parseParenthesized());
    if (token.kind !== 'number' && token.kind !== '...') return null;
    this.rank += 1;
    if (token.kind === '...') return { kind: 'ellipsis', depth: 1 };
    literalValue(token.text);
    return { kind: 'number', text: token.text, depth: 1 };
  }

  private parseParenthesized(): Expression | null {
    const start = this.rank;
    this.rank += 1;
    if (this.kind() === ')') {
      this.rank += 1;
      return { kind: 'tuple', depth: 1 };
    }
    const inner = this.kind() === '*' || this.kind() === '**' ? this.parseStarred() : this.parseWhole();
    if (inner !== null && this.kind() === ')') {
      this.rank += 1;
      return inner;
    }
    this.rank = start;
    return null;
  }

  /** A star in parentheses without a comma is always an error; what follows it is parsed to report the first fault. */
  private parseStarred(): null {
    const star = this.kind();
    const start = this.rank;
    this.rank += 1;
    if (star === '*' && !this.recognizesMistakes) this.parseSum();
    if (!this.recognizesMistakes) return null;
    const expression = this.parseWhole();
    if (expression !== null && this.kind() === ')') {
      throw new RecognizedMistake(`cannot use ${star === '**' ? 'double starred' : 'starred'} expression here`);
    }
    this.rank = start;
    return null;
  }

  private nested(parse: () => Expression | null): Expression | null {
    if (this.depth >= MAX_NESTING) throw tooDeep();
    this.depth += 1;
    const expression = parse();
    this.depth -= 1;
    return expression;
  }

  private kind(): string {
    return this.tokens.at(this.rank).kind;
  }
}

function withSign(operand: Expression, symbol: '+' | '-'): Expression {
  return limited({ kind: 'unary', symbol, operand, depth: 1 + operand.depth });
}

function limited(expression: Expression): Expression {
  if (expression.depth > MAX_DEPTH) throw tooDeep();
  return expression;
}

function tooDeep(): RaisedException {
  return new RaisedException('RecursionError', 'maximum recursion depth exceeded during compilation');
}
