/** Bytes that grow as numbers are written behind each other. */
export class ByteWriter {
  private bytes = Buffer.allocUnsafe(1024);
  private end = 0;

  get length(): number {
    return this.end;
  }

  /** A whole number from 0 to 2^32 - 1, seven bits to a byte, lowest first: small numbers take one byte. */
  writeCount(value: number): void {
    this.reserve(5);
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.end++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.end++] = rest;
  }

  /** 32 bits as they are. */
  writeWord(value: number): void {
    this.reserve(4);
    this.end = this.bytes.writeUInt32LE(value, this.end);
  }

  /** A number with all of its 64 bits. */
  writeDouble(value: number): void {
    this.reserve(8);
    this.end = this.bytes.writeDoubleLE(value, this.end);
  }

  /** Bytes with their number before them. */
  writeBlock(block: Uint8Array): void {
    this.writeCount(block.byteLength);
    this.reserve(block.byteLength);
    this.bytes.set(block, this.end);
    this.end += block.byteLength;
  }

  /** What was written so far; valid until the next write. */
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
