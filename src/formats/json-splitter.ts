import { InvalidInputError } from '../errors';
import { JsonValueScanner, type ScannedValue, type ValueLimits } from './json-value-scanner';
import { unexpectedByte } from './unexpected-byte';

export type SplitLimits = ValueLimits & {
  /** Members of a top-level object that are split into their elements if they are lists. */
  readonly listMembers: readonly string[];
};

/** Position of a value in its file. */
export type JsonPlace = {
  /** Name of the top-level member that holds the value; null in a top-level list. */
  readonly member: string | null;
  /** Index in its list from 0; null for a member of the top-level object itself. */
  readonly row: number | null;
  /** Bytes from the start of the file. */
  readonly byteOffset: number;
};

/**
 * A part of a JSON file: the opening of a list or object that is split, a value in it, or a value that exceeds a limit.
 */
export type JsonPart =
  | { readonly kind: 'open'; readonly member: string | null; readonly container: 'list' | 'object' }
  | (ScannedValue & JsonPlace);

const enum State {
  Start,
  FirstKey,
  Key,
  InKey,
  Colon,
  FirstValue,
  Value,
  InValue,
  AfterValue,
  Done,
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const MAX_NAME_BYTES = 1024;

/** The state machine behind `splitJson`. */
export class JsonSplitter {
  private state: State = State.Start;
  private container: 'list' | 'object' = 'list';
  /** True while inside a list member of a top-level object. */
  private isInListMember = false;
  private member: string | null = null;
  private row: number | null = null;
  /** Bytes of all chunks before the current one. */
  private passed = 0;
  private byteOffset = 0;
  private parts: JsonPart[] = [];
  private readonly scanner: JsonValueScanner;

  constructor(private readonly limits: SplitLimits) {
    this.scanner = new JsonValueScanner(limits);
  }

  /**
   * Consumes the next bytes of the file. @returns the parts that they complete. @throws InvalidInputError as
   * `splitJson`
   */
  push(chunk: Uint8Array): readonly JsonPart[] {
    this.parts = [];
    let at = 0;
    while (at < chunk.length) {
      const isScanning = this.state === State.InValue || this.state === State.InKey;
      at = isScanning ? this.scan(chunk, at) : this.step(chunk[at]!, at);
    }
    this.passed += chunk.length;
    return this.parts;
  }

  /** @throws InvalidInputError when the file is not complete */
  end(): void {
    if (this.state === State.Done) return;
    if (this.state === State.Start) throw new InvalidInputError('the file is empty; expected a JSON list or object');
    throw new InvalidInputError(`the file is truncated: it ends ${this.describePosition()}`);
  }

  /** Current position, as the end of a sentence: `in row 17 at byte 5120`. */
  describePosition(): string {
    const offset = `at byte ${this.passed}`;
    if (this.state === State.Start || this.state === State.Done) return offset;
    const isBetween = this.state === State.AfterValue;
    if (this.row !== null) {
      const list = this.member === null ? '' : ` of \`${this.member}\``;
      return isBetween ? `after row ${this.row - 1}${list} ${offset}` : `in row ${this.row}${list} ${offset}`;
    }
    if (this.member === null) return `before the first member ${offset}`;
    const isInMember = this.state >= State.Colon && !isBetween;
    return `${isInMember ? 'in' : 'after'} member \`${this.member}\` ${offset}`;
  }

  /** Consumes one byte between values. @returns the index to continue at */
  private step(byte: number, at: number): number {
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) return at + 1;
    const offset = this.passed + at;
    switch (this.state) {
      case State.Start:
        if (offset < BYTE_ORDER_MARK.length && byte === BYTE_ORDER_MARK[offset]) return at + 1;
        this.openFile(byte, offset);
        return at + 1;
      case State.FirstKey:
      case State.Key:
        if (byte === CLOSE_OBJECT && this.state === State.FirstKey) this.close();
        else return this.openName(byte, offset, at);
        return at + 1;
      case State.Colon:
        if (byte !== COLON) throw unexpectedByte(byte, offset, 'a colon');
        this.state = State.Value;
        return at + 1;
      case State.FirstValue:
      case State.Value:
        if (byte === CLOSE_LIST && this.state === State.FirstValue) this.close();
        else return this.openValue(byte, offset, at);
        return at + 1;
      case State.AfterValue:
        this.goOn(byte, offset);
        return at + 1;
      default:
        throw unexpectedByte(byte, offset, 'nothing more, because the JSON value is complete');
    }
  }

  private openFile(byte: number, offset: number): void {
    if (byte !== OPEN_LIST && byte !== OPEN_OBJECT) throw unexpectedByte(byte, offset, 'a JSON list or object');
    const isList = byte === OPEN_LIST;
    this.container = isList ? 'list' : 'object';
    this.row = isList ? 0 : null;
    this.state = isList ? State.FirstValue : State.FirstKey;
    this.parts.push({ kind: 'open', member: null, container: this.container });
  }

  private openName(byte: number, offset: number, at: number): number {
    if (byte !== QUOTE) throw unexpectedByte(byte, offset, 'a member name in quotes');
    this.state = State.InKey;
    this.byteOffset = offset;
    this.scanner.open(byte, offset);
    return at;
  }

  private openValue(byte: number, offset: number, at: number): number {
    const isListMember = this.row === null && this.member !== null && this.limits.listMembers.includes(this.member);
    if (isListMember && byte === OPEN_LIST) {
      this.isInListMember = true;
      this.row = 0;
      this.state = State.FirstValue;
      this.parts.push({ kind: 'open', member: this.member, container: 'list' });
      return at + 1;
    }
    if (byte === COMMA || byte === COLON || byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      throw unexpectedByte(byte, offset, 'a value');
    }
    this.state = State.InValue;
    this.byteOffset = offset;
    this.scanner.open(byte, offset);
    return at;
  }

  private goOn(byte: number, offset: number): void {
    const isInList = this.row !== null;
    if (byte === COMMA) this.state = isInList ? State.Value : State.Key;
    else if (byte === (isInList ? CLOSE_LIST : CLOSE_OBJECT)) this.close();
    else throw unexpectedByte(byte, offset, isInList ? 'a comma or `]`' : 'a comma or `}`');
  }

  private close(): void {
    this.state = this.isInListMember ? State.AfterValue : State.Done;
    if (this.isInListMember) this.row = null;
    this.isInListMember = false;
  }

  private scan(chunk: Uint8Array, from: number): number {
    const end = this.scanner.scan(chunk, from);
    if (this.state === State.InKey && this.scanner.byteLength > MAX_NAME_BYTES) {
      throw new InvalidInputError(`the member name at byte ${this.byteOffset} is longer than ${MAX_NAME_BYTES} bytes`);
    }
    if (end === -1) return chunk.length;
    if (this.state === State.InKey) {
      this.member = readName(this.scanner.take(), this.byteOffset);
      this.state = State.Colon;
    } else {
      this.parts.push({ ...this.scanner.take(), member: this.member, row: this.row, byteOffset: this.byteOffset });
      if (this.row !== null) this.row += 1;
      this.state = State.AfterValue;
    }
    return end;
  }
}

function readName(scanned: ScannedValue, byteOffset: number): string {
  try {
    if (scanned.kind === 'value') return String(JSON.parse(Buffer.from(scanned.raw).toString('utf8')));
  } catch (error) {
    throw new InvalidInputError(`the member name at byte ${byteOffset} is not a JSON string`, { cause: error });
  }
  throw new InvalidInputError(`the member name at byte ${byteOffset} is refused: ${scanned.message}`);
}
