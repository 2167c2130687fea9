import { InvalidInputError } from '../errors';

/** One field of a message: its number, and its value by the kind of its encoding. */
export type ProtobufField =
  | { readonly id: number; readonly kind: 'number'; readonly value: bigint }
  | { readonly id: number; readonly kind: 'bytes'; readonly value: Uint8Array }
  | { readonly id: number; readonly kind: 'fixed' };

/** Budget for reading a file, shared by all its messages. */
export type ReadingBudget = { fieldsLeft: number };

/** Max number of fields in a file; a graph with tens of thousands of nodes has fewer. */
const MAX_FIELDS = 2_000_000;

export function newReadingBudget(): ReadingBudget {
  return { fieldsLeft: MAX_FIELDS };
}

/**
 * The fields of one message in the order of the file. Values of bytes are views into the message, not copies. Reading
 * always terminates: each step advances by at least one byte, and every length is checked against the remaining bytes.
 *
 * @param what names the message in errors, e.g. `graph`
 * @throws InvalidInputError for bytes that are not a message, and for a file with more than 2,000,000 fields
 * @see the encoding of Protocol Buffers: a field is a number and a wire type in one varint, then its value
 */
export function* readFields(message: Uint8Array, what: string, budget: ReadingBudget): Generator<ProtobufField> {
  let at = 0;
  const readVarint = (): bigint => {
    const first = message[at];
    if (first !== undefined && first < 0x80) {
      at += 1;
      return BigInt(first);
    }
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[at];
      if (byte === undefined) throw malformed(what, 'it ends within a number');
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw malformed(what, 'a number has more than ten bytes');
  };
  const skip = (length: number): void => {
    if (length > message.byteLength - at) throw malformed(what, `a field of ${length} bytes goes beyond the end`);
    at += length;
  };
  while (at < message.byteLength) {
    budget.fieldsLeft -= 1;
    if (budget.fieldsLeft < 0) throw malformed(what, `the file has more than ${MAX_FIELDS} fields`);
    const tag = readVarint();
    const id = Number(tag >> 3n);
    if (id < 1 || id >= 2 ** 29) throw malformed(what, `${id} is no number of a field`);
    switch (Number(tag & 7n)) {
      case 0:
        yield { id, kind: 'number', value: readVarint() };
        break;
      case 1:
        skip(8);
        yield { id, kind: 'fixed' };
        break;
      case 2: {
        const length = readVarint();
        const start = at;
        skip(length > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(length));
        yield { id, kind: 'bytes', value: message.subarray(start, at) };
        break;
      }
      case 5:
        skip(4);
        yield { id, kind: 'fixed' };
        break;
      default:
        throw malformed(what, `a field has the wire type ${Number(tag & 7n)}`);
    }
  }
}

/** @throws InvalidInputError */
export function malformed(what: string, problem: string): InvalidInputError {
  return new InvalidInputError(`model: is not a readable ONNX file: ${what}: ${problem}`);
}
