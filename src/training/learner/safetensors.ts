import { InvalidInputError } from '../../errors';
import { z } from 'zod';

/** Vectors by name, and metadata. */
export type TensorFile = {
  readonly tensors: ReadonlyMap<string, Float32Array>;
  readonly metadata: Readonly<Record<string, string>>;
};

const HEADER_LENGTH_BYTES = 8;

const header = z.record(
  z.string(),
  z.union([
    z.strictObject({
      dtype: z.literal('F32'),
      shape: z.tuple([z.int().min(0)]),
      data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
    }),
    z.record(z.string(), z.string()),
  ]),
);

/**
 * A safetensors file of vectors: length of the header, header (JSON), numbers. The same content gives the same bytes.
 *
 * @see https://github.com/huggingface/safetensors, "Format"
 */
export function encodeTensorFile({ tensors, metadata }: TensorFile): Uint8Array {
  let end = 0;
  const entries = [...tensors].map(([name, { length, byteLength }]) => {
    const start = end;
    end += byteLength;
    return [name, { dtype: 'F32', shape: [length], data_offsets: [start, end] }] as const;
  });
  const text = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  // The header is padded with spaces, so that the numbers start at a multiple of eight.
  const json = new TextEncoder().encode(text.padEnd(text.length + ((8 - (Buffer.byteLength(text) % 8)) % 8)));
  const file = new Uint8Array(HEADER_LENGTH_BYTES + json.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, HEADER_LENGTH_BYTES);
  let offset = HEADER_LENGTH_BYTES + json.length;
  for (const vector of tensors.values()) {
    file.set(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength), offset);
    offset += vector.byteLength;
  }
  return file;
}

/** @throws InvalidInputError when the bytes are not a safetensors file of float32 vectors */
export function decodeTensorFile(file: Uint8Array): TensorFile {
  if (file.length < HEADER_LENGTH_BYTES) throw notATensorFile('it is too short');
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const start = HEADER_LENGTH_BYTES + length;
  if (start > file.length) throw notATensorFile('its header goes beyond the end');
  const parsed = header.safeParse(parseJson(file.subarray(HEADER_LENGTH_BYTES, start)));
  if (!parsed.success) throw notATensorFile('its header names no vectors');
  const tensors = new Map<string, Float32Array>();
  let metadata: Readonly<Record<string, string>> = {};
  for (const [name, entry] of Object.entries(parsed.data)) {
    if (isVector(entry)) tensors.set(name, readVector(file.subarray(start), name, entry));
    else if (name === '__metadata__') metadata = entry;
    else throw notATensorFile(`${name} is no vector`);
  }
  return { tensors, metadata };
}

type VectorEntry = { readonly shape: readonly [number]; readonly data_offsets: readonly [number, number] };

function isVector(entry: VectorEntry | Record<string, string>): entry is VectorEntry {
  return Array.isArray(entry.shape);
}

function readVector(numbers: Uint8Array, name: string, { shape, data_offsets: offsets }: VectorEntry): Float32Array {
  const [start, end] = offsets;
  if (end > numbers.length || end - start !== shape[0] * Float32Array.BYTES_PER_ELEMENT) {
    throw notATensorFile(`${name} lies at ${start} to ${end} of ${numbers.length} and has ${shape[0]} numbers`);
  }
  return new Float32Array(numbers.slice(start, end).buffer);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new InvalidInputError('the bytes are not a safetensors file: the header is not JSON', { cause });
  }
}

function notATensorFile(why: string): InvalidInputError {
  return new InvalidInputError(`the bytes are not a safetensors file of vectors: ${why}`);
}
