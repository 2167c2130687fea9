const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** Writes one protobuf message, field by field; a nested message is a nested writer. */
export class ProtobufWriter {
  private readonly parts: Uint8Array[] = [];

  /** An int32, int64, enum or bool field. A negative number takes ten bytes, as protobuf requires. */
  integer(field: number, value: number): this {
    return this.key(field, VARINT).varint(BigInt(value));
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  bytes(field: number, value: Uint8Array): this {
    return this.key(field, LENGTH_DELIMITED).varint(BigInt(value.length)).append(value);
  }

  message(field: number, message: ProtobufWriter): this {
    return this.bytes(field, message.finish());
  }

  finish(): Uint8Array {
    const all = new Uint8Array(this.parts.reduce((length, part) => length + part.length, 0));
    let offset = 0;
    for (const part of this.parts) {
      all.set(part, offset);
      offset += part.length;
    }
    return all;
  }

  private key(field: number, wireType: number): this {
    return this.varint(BigInt((field << 3) | wireType));
  }

  /** Varint: seven bits per byte, lowest first; the top bit means that another byte follows. */
  private varint(value: bigint): this {
    let rest = BigInt.asUintN(64, value);
    const bytes: number[] = [];
    while (rest > 127n) {
      bytes.push(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    return this.append(Uint8Array.of(...bytes, Number(rest)));
  }

  private append(bytes: Uint8Array): this {
    this.parts.push(bytes);
    return this;
  }
}
