/** A growing buffer to which numbers are appended. */
export class ByteWriter {
  private bytes = Buffer.allocUnsafe(1024);
  private end = 0;

  get length(): number {
    return this.end;
  }

  /** An integer from 0 to 2^32 - 1 as a varint, seven bits per byte, lowest first: small numbers take one byte. */
  writeCount(value: number): void {
    this.reserve(5);
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.end++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.end++] = rest;
  }

  /** A 32-bit word. */
  writeWord(value: number): void {
    this.reserve(4);
    this.end = this.bytes.writeUInt32LE(value, this.end);
  }

  /** A 64-bit float. */
  writeDouble(value: number): void {
    this.reserve(8);
    this.end = this.bytes.writeDoubleLE(value, this.end);
  }

  /** Bytes, prefixed with their length. */
  writeBlock(block: Uint8Array): void {
    this.writeCount(block.byteLength);
    this.reserve(block.byteLength);
    this.bytes.set(block, this.end);
    this.end += block.byteLength;
  }

  /** The bytes written so far; valid until the next write. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.end);
  }

  private reserve(more: number): void {
    if (this.end + more <= this.bytes.byteLength) return;
    const grown = Buffer.allocUnsafe(Math.max(2 * this.bytes.byteLength, this.end + more));
    grown.set(this.written());
    this.bytes = grown;
  }
}
