import { unexpectedByte } from './unexpected-byte';

export type ValueLimits = {
  /** Max size of a value in bytes; a larger one is discarded. */
  readonly maxMemberBytes: number;
  /** Max nesting of lists and objects inside the value. */
  readonly maxDepth: number;
  /** Most values inside the value, lists and objects included. */
  readonly maxValues: number;
};

export type ScannedValue =
  | { readonly kind: 'value'; readonly raw: Uint8Array }
  | { readonly kind: 'rejected'; readonly code: RejectionCode; readonly message: string };

type RejectionCode = 'ROW_TOO_LARGE' | 'ROW_TOO_DEEP' | 'ROW_TOO_MANY_VALUES';

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Bytes that are significant outside the strings of a value; all others are skipped. */
const IS_STRUCTURAL = new Uint8Array(256);
for (const byte of [QUOTE, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT]) IS_STRUCTURAL[byte] = 1;

/** Bytes that end a number or a word. */
const ENDS_SCALAR = new Uint8Array(256);
for (const byte of [0x20, 0x0a, 0x0d, 0x09, COMMA, CLOSE_LIST, CLOSE_OBJECT]) ENDS_SCALAR[byte] = 1;

/**
 * Finds the end of one JSON value in a stream of chunks and keeps its bytes. It follows quotes and brackets only: the
 * parser decides whether the value is valid JSON.
 */
export class JsonValueScanner {
  private isScalar = false;
  private byteOffset = 0;
  private size = 0;
  private pieces: Uint8Array[] = [];
  private rejection: RejectionCode | null = null;
  private depth = 0;
  /** Values that were opened: each but the first of a list or object follows a comma. */
  private values = 0;
  /** The bracket that closes each level, by depth from 1. */
  private readonly closers: Uint8Array;
  private isInString = false;
  /** Bytes to skip at the start of the next chunk: 1 when a chunk ended with a backslash. */
  private escaped = 0;

  constructor(private readonly limits: ValueLimits) {
    this.closers = new Uint8Array(limits.maxDepth + 1);
  }

  /** Bytes of the value so far, kept or not. */
  get byteLength(): number {
    return this.size;
  }

  /** Starts a value. @param firstByte of the value, which `scan` gets again @param byteOffset of it in the file */
  open(firstByte: number, byteOffset: number): void {
    this.isScalar = IS_STRUCTURAL[firstByte] !== 1;
    this.byteOffset = byteOffset;
    this.size = 0;
    this.pieces = [];
    this.rejection = null;
    this.depth = 0;
    this.values = 0;
    this.isInString = false;
    this.escaped = 0;
  }

  /**
   * Continues the value from index `from` of a chunk.
   *
   * @returns the index after its last byte, or -1 when the value continues in the next chunk
   * @throws InvalidInputError when a bracket does not match the open one
   */
  scan(chunk: Uint8Array, from: number): number {
    const last = this.isScalar ? findScalarEnd(chunk, from) : this.findNestedEnd(chunk, from);
    this.keep(chunk, from, last === -1 ? chunk.length : last);
    return last;
  }

  /** The bytes of the complete value, or the limit that it exceeds. */
  take(): ScannedValue {
    const pieces = this.pieces;
    this.pieces = [];
    if (this.rejection === 'ROW_TOO_LARGE') {
      const message = `it has ${this.size} bytes; the limit is ${this.limits.maxMemberBytes}`;
      return { kind: 'rejected', code: this.rejection, message };
    }
    if (this.rejection === 'ROW_TOO_DEEP') {
      const message = `it nests lists and objects deeper than the limit of ${this.limits.maxDepth}`;
      return { kind: 'rejected', code: this.rejection, message };
    }
    if (this.rejection === 'ROW_TOO_MANY_VALUES') {
      const message = `it has more than ${this.limits.maxValues} values, which is the limit`;
      return { kind: 'rejected', code: this.rejection, message };
    }
    return { kind: 'value', raw: pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces) };
  }

  private findNestedEnd(chunk: Uint8Array, from: number): number {
    let at = from + this.escaped;
    let isInString = this.isInString;
    for (; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (isInString) {
        if (byte === BACKSLASH) at++;
        else if (byte === QUOTE) {
          isInString = false;
          if (this.depth === 0) return at + 1;
        }
      } else if (IS_STRUCTURAL[byte] === 1) {
        if (byte === QUOTE) isInString = true;
        else if (byte === COMMA) this.countValue();
        else if (this.follow(byte, this.byteOffset + this.size + at - from) === 0) return at + 1;
      }
    }
    this.isInString = isInString;
    this.escaped = at - chunk.length;
    return -1;
  }

  /** Follows one bracket. @returns the depth after it */
  private follow(byte: number, offset: number): number {
    if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      this.depth += 1;
      this.countValue();
      if (this.depth > this.limits.maxDepth) this.reject('ROW_TOO_DEEP');
      else this.closers[this.depth] = byte === OPEN_LIST ? CLOSE_LIST : CLOSE_OBJECT;
      return this.depth;
    }
    // Beyond the limit the kinds of brackets are not stored: counting is enough to find the end of a rejected value.
    const closer = this.depth > this.limits.maxDepth ? byte : this.closers[this.depth]!;
    if (byte !== closer)
      throw unexpectedByte(byte, offset, closer === CLOSE_LIST ? 'a comma or `]`' : 'a comma or `}`');
    this.depth -= 1;
    return this.depth;
  }

  private countValue(): void {
    this.values += 1;
    if (this.values > this.limits.maxValues) this.reject('ROW_TOO_MANY_VALUES');
  }

  private keep(chunk: Uint8Array, from: number, to: number): void {
    this.size += to - from;
    if (this.size > this.limits.maxMemberBytes) this.reject('ROW_TOO_LARGE');
    if (this.rejection === null && to > from) this.pieces.push(chunk.subarray(from, to));
  }

  private reject(code: RejectionCode): void {
    this.rejection ??= code;
    this.pieces = [];
  }
}

function findScalarEnd(chunk: Uint8Array, from: number): number {
  for (let at = from; at < chunk.length; at++) if (ENDS_SCALAR[chunk[at]!] === 1) return at;
  return -1;
}
