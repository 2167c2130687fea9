import { InvalidInputError } from '../../errors';

/** One field of a protobuf message, as it lies in the bytes. */
export type ProtobufField =
  | { readonly field: number; readonly kind: 'INTEGER'; readonly value: bigint }
  | { readonly field: number; readonly kind: 'BYTES'; readonly value: Uint8Array };

const [VARINT, FIXED_64, LENGTH_DELIMITED, FIXED_32] = [0, 1, 2, 5];
const MAX_VARINT_BYTES = 10;

/** The fields of a message in their order; numbers of fixed width are given as bytes. @throws InvalidInputError when the bytes are no message */
export function readFields(message: Uint8Array): ProtobufField[] {
  const fields: ProtobufField[] = [];
  let offset = 0;
  while (offset < message.length) {
    const key = readVarint(message, offset);
    const [field, wireType] = [Number(key.value >> 3n), Number(key.value & 7n)];
    if (wireType === VARINT) {
      const { value, end } = readVarint(message, key.end);
      fields.push({ field, kind: 'INTEGER', value });
      offset = end;
      continue;
    }
    const { start, end } = spanOf(message, wireType, key.end);
    if (end > message.length) throw notAMessage(`a field of ${end - start} bytes at ${start} goes beyond the end`);
    fields.push({ field, kind: 'BYTES', value: message.subarray(start, end) });
    offset = end;
  }
  return fields;
}

function spanOf(message: Uint8Array, wireType: number, start: number): { start: number; end: number } {
  if (wireType === FIXED_64) return { start, end: start + 8 };
  if (wireType === FIXED_32) return { start, end: start + 4 };
  if (wireType !== LENGTH_DELIMITED) throw notAMessage(`wire type ${wireType} at ${start}`);
  const length = readVarint(message, start);
  return { start: length.end, end: length.end + Number(length.value) };
}

function readVarint(message: Uint8Array, start: number): { value: bigint; end: number } {
  let value = 0n;
  for (let read = 0; read < MAX_VARINT_BYTES; read += 1) {
    const byte = message[start + read];
    if (byte === undefined) throw notAMessage(`a number at ${start} goes beyond the end`);
    value |= BigInt(byte & 127) << BigInt(7 * read);
    if (byte < 128) return { value: BigInt.asUintN(64, value), end: start + read + 1 };
  }
  throw notAMessage(`a number at ${start} has more than ${MAX_VARINT_BYTES} bytes`);
}

function notAMessage(why: string): InvalidInputError {
  return new InvalidInputError(`the bytes are no ONNX model: ${why}`);
}
