/** Types of tensor elements that are needed here, by their number in `TensorProto.DataType`. */
export const ELEMENT_TYPES = { float32: 1, int64: 7 } as const;

/** A named tensor of a graph. Dimensions are numbers or symbols. */
export type EncodedValue = {
  readonly name: string;
  readonly elementType: number;
  readonly shape: readonly (number | string)[];
};

export type EncodedNode = {
  readonly operator: string;
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
};

export type EncodedInitializer = Omit<EncodedValue, 'shape'> & {
  readonly shape: readonly number[];
  /** Little-endian elements. */
  readonly bytes: Uint8Array;
  /** Keys and values that say where the elements lie outside of the file; then `bytes` are left out. */
  readonly externalData?: Readonly<Record<string, string>>;
};

/** A model without attributes: enough for small models of our own. */
export type EncodedModel = {
  readonly opsets: Readonly<Record<string, number>>;
  readonly nodes: readonly EncodedNode[];
  readonly inputs: readonly EncodedValue[];
  readonly outputs: readonly EncodedValue[];
  readonly initializers: readonly EncodedInitializer[];
  readonly metadata?: Readonly<Record<string, string>>;
};

/** Bytes of an ONNX file. @see onnx.proto3 of ONNX 1.16 for the numbers of fields; the encoding is protobuf's */
export function encodeModel(model: EncodedModel): Buffer {
  const graph = message(
    ...model.nodes.map((node) => field(1, encodeNode(node))),
    text(2, 'graph'),
    ...model.initializers.map((initializer) => field(5, encodeInitializer(initializer))),
    ...model.inputs.map((input) => field(11, encodeValue(input))),
    ...model.outputs.map((output) => field(12, encodeValue(output))),
  );
  return message(
    number(1, 8),
    field(7, graph),
    ...Object.entries(model.opsets).map(([domain, version]) => field(8, message(text(1, domain), number(2, version)))),
    ...Object.entries(model.metadata ?? {}).map((entry) => field(14, encodeEntry(entry))),
  );
}

function encodeNode({ operator, domain, inputs, outputs }: EncodedNode): Buffer {
  return message(
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, operator),
    ...(domain === undefined ? [] : [text(7, domain)]),
  );
}

function encodeValue({ name, elementType, shape }: EncodedValue): Buffer {
  const dimensions = shape.map((size) => field(1, typeof size === 'number' ? number(1, size) : text(2, size)));
  const tensor = message(number(1, elementType), field(2, message(...dimensions)));
  return message(text(1, name), field(2, field(1, tensor)));
}

function encodeInitializer({ name, elementType, shape, bytes, externalData }: EncodedInitializer): Buffer {
  return message(
    ...shape.map((size) => number(1, size)),
    number(2, elementType),
    text(8, name),
    ...(externalData === undefined
      ? [field(9, Buffer.from(bytes))]
      : [...Object.entries(externalData).map((entry) => field(13, encodeEntry(entry))), number(14, 1)]),
  );
}

function encodeEntry([key, value]: readonly [string, string]): Buffer {
  return message(text(1, key), text(2, value));
}

function message(...fields: readonly Buffer[]): Buffer {
  return Buffer.concat(fields);
}

function text(id: number, value: string): Buffer {
  return field(id, Buffer.from(value));
}

/** A field of any length: a message, a text or bytes. */
function field(id: number, content: Buffer): Buffer {
  return Buffer.concat([varint((id << 3) | 2), varint(content.length), content]);
}

function number(id: number, value: number): Buffer {
  return Buffer.concat([varint(id << 3), varint(value)]);
}

/** Seven bits a byte, the lowest first; the highest bit says that more follow. @param value an integer from 0 to 2^53 - 1 */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Buffer.from([...bytes, rest]);
}
