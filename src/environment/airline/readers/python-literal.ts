import { isList, type Value } from '../../values/value';
import { PythonTokens } from './python-tokens';

/**
 * Reads the values that a Python file assigns at its top level, without running it: texts, numbers, None, True, False,
 * lists, tuples (as lists), dicts, and records such as `Task(user_id="a", actions=[])`, which become objects of their
 * arguments. Names assigned before may be used; adjacent strings, and strings or lists joined by `+`, are concatenated.
 * Imports, comments and bare strings are skipped.
 *
 * @param fileName for error messages
 * @throws InvalidInputError naming file and line for any other syntax: the file is data, not a program
 */
export function readPythonAssignments(text: string, fileName: string): ReadonlyMap<string, Value> {
  return new PythonReader(new PythonTokens(text, fileName)).readFile();
}

/** Names that may be called, with keyword arguments only. */
const RECORD_NAMES: readonly string[] = ['Task', 'Action', 'dict'];

class PythonReader {
  private readonly assigned = new Map<string, Value>();

  constructor(private readonly tokens: PythonTokens) {}

  readFile(): ReadonlyMap<string, Value> {
    while (!this.tokens.isAtEnd()) this.readStatement();
    return this.assigned;
  }

  private readStatement(): void {
    const token = this.tokens.next();
    if (token.kind === 'newline' || token.kind === 'text') return;
    if (token.kind !== 'name') throw this.tokens.fault('expected an assignment');
    if (token.text === 'from' || token.text === 'import') {
      this.tokens.skipLine();
      return;
    }
    if (this.tokens.take(':')) this.tokens.skipUntil('=');
    else if (!this.tokens.take('=')) throw this.tokens.fault('expected an assignment');
    this.assigned.set(token.text, this.readExpression());
    if (!this.tokens.isAtEnd() && this.tokens.next().kind !== 'newline') throw this.tokens.fault('expected a new line');
  }

  private readExpression(): Value {
    let value = this.readOperand();
    while (this.tokens.take('+')) {
      const right = this.readOperand();
      if (typeof value === 'string' && typeof right === 'string') value += right;
      else if (isList(value) && isList(right)) value = [...value, ...right];
      else throw this.tokens.fault('only texts or lists can be joined');
    }
    return value;
  }

  private readOperand(): Value {
    if (this.tokens.take('-')) {
      const value = this.readOperand();
      if (typeof value !== 'bigint' && typeof value !== 'number') throw this.tokens.fault('expected a number');
      return -value;
    }
    if (this.tokens.take('(')) return this.readParenthesized();
    if (this.tokens.take('[')) return this.readMembers(']').list;
    if (this.tokens.take('{')) return this.readDict();
    const token = this.tokens.next();
    if (token.kind === 'number') return token.value;
    if (token.kind === 'text') return this.readAdjacentTexts(token.text);
    if (token.kind === 'name') return this.readName(token.text);
    throw this.tokens.fault('expected a value');
  }

  private readAdjacentTexts(first: string): string {
    let text = first;
    for (let more = this.tokens.takeText(); more !== null; more = this.tokens.takeText()) text += more;
    return text;
  }

  private readParenthesized(): Value {
    const { list, hasComma } = this.readMembers(')');
    return list.length === 1 && !hasComma ? list[0]! : list;
  }

  private readMembers(end: string): { readonly list: readonly Value[]; readonly hasComma: boolean } {
    const list: Value[] = [];
    let hasComma = false;
    while (!this.tokens.take(end)) {
      list.push(this.readExpression());
      const isFollowed = this.tokens.take(',');
      hasComma ||= isFollowed;
      if (!isFollowed && !this.tokens.isNext(end)) throw this.tokens.fault(`expected "," or "${end}"`);
    }
    return { list, hasComma };
  }

  private readDict(): Value {
    const dict = new Map<string, Value>();
    while (!this.tokens.take('}')) {
      const key = this.readExpression();
      if (typeof key !== 'string' || !this.tokens.take(':')) throw this.tokens.fault('expected a text and ":"');
      dict.set(key, this.readExpression());
      if (!this.tokens.take(',') && !this.tokens.isNext('}')) throw this.tokens.fault('expected "," or "}"');
    }
    return dict;
  }

  private readName(name: string): Value {
    if (name === 'None') return null;
    if (name === 'True' || name === 'False') return name === 'True';
    if (RECORD_NAMES.includes(name) && this.tokens.take('(')) return this.readCall();
    const value = this.assigned.get(name);
    if (value === undefined) throw this.tokens.fault(`unknown name ${name}`);
    return value;
  }

  private readCall(): Value {
    const given = new Map<string, Value>();
    while (!this.tokens.take(')')) {
      const token = this.tokens.next();
      if (token.kind !== 'name' || !this.tokens.take('=')) throw this.tokens.fault('expected a keyword argument');
      given.set(token.text, this.readExpression());
      if (!this.tokens.take(',') && !this.tokens.isNext(')')) throw this.tokens.fault('expected "," or ")"');
    }
    return given;
  }
}
