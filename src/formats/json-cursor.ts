const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Walks through JSON text without building values, for details that `JSON.parse` discards: the notation of numbers, the
 * order of members, and the position of a token that is not JSON. It is lenient: it always terminates on invalid JSON,
 * and its results are then only good enough for a message.
 */
export class JsonCursor {
  private at = 0;

  constructor(private readonly text: string) {}

  /** @returns the kind of the next value, by its first character; `token` at the end of the text */
  nextKind(): 'object' | 'list' | 'text' | 'token' {
    this.skipSpace();
    const code = this.text.charCodeAt(this.at);
    if (code === OPEN_OBJECT) return 'object';
    if (code === OPEN_LIST) return 'list';
    return code === QUOTE ? 'text' : 'token';
  }

  /** Enters an object; `visit` gets each name (`\uXXXX` resolved, other escapes as written) and must take or skip its value. */
  eachMember(visit: (name: string) => void): void {
    this.at += 1;
    while (!this.isAtEnd(CLOSE_OBJECT)) {
      if (this.nextKind() !== 'text') {
        this.at += 1;
        continue;
      }
      const name = this.takeName();
      this.skipSpace();
      if (this.text.charCodeAt(this.at) === COLON) this.at += 1;
      visit(name);
    }
  }

  /** Enters a list; `visit` gets each index and must take or skip the element. */
  eachElement(visit: (index: number) => void): void {
    this.at += 1;
    for (let index = 0; !this.isAtEnd(CLOSE_LIST);) {
      const before = this.at;
      if (this.text.charCodeAt(this.at) !== COMMA) visit(index++);
      if (this.at === before) this.at += 1;
    }
  }

  skipValue(): void {
    this.skipSpace();
    let depth = 0;
    do {
      const code = this.text.charCodeAt(this.at);
      if (code === QUOTE) this.skipString();
      else if (code === OPEN_OBJECT || code === OPEN_LIST) {
        depth += 1;
        this.at += 1;
      } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
        if (depth === 0) return;
        depth -= 1;
        this.at += 1;
      } else if (depth === 0) this.skipToken();
      else this.at += 1;
    } while (depth > 0 && this.at < this.text.length);
  }

  /** @returns the next value as compact JSON: as written, without the white space between its tokens */
  takeCompact(): string {
    this.skipSpace();
    const from = this.at;
    this.skipValue();
    return removeSpace(this.text.slice(from, this.at));
  }

  /** @returns a value other than a list, object or string, verbatim: `NaN`, `-12.50`, `true` */
  takeToken(): string {
    this.skipSpace();
    const from = this.at;
    this.skipToken();
    return this.text.slice(from, this.at);
  }

  private isAtEnd(closer: number): boolean {
    this.skipSpace();
    if (this.at >= this.text.length) return true;
    if (this.text.charCodeAt(this.at) !== closer) return false;
    this.at += 1;
    return true;
  }

  private takeName(): string {
    const from = this.at + 1;
    this.skipString();
    const name = this.text.slice(from, this.at - 1);
    if (!name.includes('\\')) return name;
    return name.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }

  private skipString(): void {
    this.at = endOfString(this.text, this.at);
  }

  private skipToken(): void {
    while (this.at < this.text.length) {
      const code = this.text.charCodeAt(this.at);
      if (isSpace(code) || code === COMMA || code === COLON || code === QUOTE) return;
      if (code === OPEN_LIST || code === CLOSE_LIST || code === OPEN_OBJECT || code === CLOSE_OBJECT) return;
      this.at += 1;
    }
  }

  private skipSpace(): void {
    while (isSpace(this.text.charCodeAt(this.at))) this.at += 1;
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** @returns the index after the closing quote of the string that opens at `from` */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return at + 1;
  }
  return text.length;
}

function removeSpace(text: string): string {
  let compact = '';
  let from = 0;
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (isSpace(code)) {
      compact += text.slice(from, at);
      at += 1;
      from = at;
    } else at += 1;
  }
  return compact + text.slice(from);
}
