import { InvalidInputError } from '../../errors';

/** Reads what a `ByteWriter` wrote, and never beyond its end. */
export class ByteReader {
  private readonly bytes: Buffer;
  private position = 0;

  /** @param name name of the bytes, for messages */
  constructor(
    bytes: Uint8Array,
    private readonly name: string,
  ) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** @param most what it may be, both included; @throws InvalidInputError when it is more, or the bytes end */
  readCount(most: number): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.bytes[this.skip(1)]!;
      value += (byte & 0x7f) * factor;
      if (value > most) throw this.damage(`a count is ${value}; at most ${most} is possible`);
      if (byte < 0x80) return value;
      if (factor > 2 ** 28) throw this.damage('a count does not end');
    }
  }

  readWord(): number {
    return this.bytes.readUInt32LE(this.skip(4));
  }

  readDouble(): number {
    return this.bytes.readDoubleLE(this.skip(8));
  }

  readBlock(): Uint8Array {
    const length = this.readCount(this.bytes.byteLength);
    const start = this.skip(length);
    return this.bytes.subarray(start, start + length);
  }

  /** @throws InvalidInputError when there is more */
  expectEnd(): void {
    const rest = this.bytes.byteLength - this.position;
    if (rest > 0) throw this.damage(`${rest} bytes follow its end`);
  }

  damage(problem: string): InvalidInputError {
    return new InvalidInputError(`${this.name} is damaged: ${problem}`);
  }

  private skip(length: number): number {
    const start = this.position;
    if (start + length > this.bytes.byteLength) {
      throw this.damage(`it ends after ${this.bytes.byteLength} bytes; ${start + length} were expected`);
    }
    this.position += length;
    return start;
  }
}
