import { ProtobufWriter } from './protobuf';
import type { Shape } from './shape';

/** Types of a tensor's elements, with their numbers in ONNX (TensorProto.DataType). */
export const ELEMENT_TYPES = { float32: 1, int32: 6, int64: 7, bool: 9 } as const;

export type ElementType = keyof typeof ELEMENT_TYPES;

/** An operator's setting: an integer, a list of integers or a word. */
export type Attribute = number | string | readonly number[];

export type NodeDefinition = {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
};

/** A tensor that is part of the model: a constant or a weight. */
export type InitializerDefinition = {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** Little-endian elements, row-major. */
  readonly bytes: Uint8Array;
};

export type ValueDefinition = { readonly name: string; readonly type: ElementType; readonly shape: Shape };

/** A graph as ONNX sees it: nodes in an order in which they can run. */
export type ModelDefinition = {
  readonly nodes: readonly NodeDefinition[];
  readonly initializers: readonly InitializerDefinition[];
  readonly inputs: readonly ValueDefinition[];
  readonly outputs: readonly ValueDefinition[];
};

/** Version of ONNX's standard operators that the builder writes. */
export const OPERATOR_SET = 17;

/** Version of the ONNX file format that came with that operator set. */
const FORMAT_VERSION = 8;

/**
 * The bytes of an ONNX file: standard operators only, no external data. The same definition gives the same bytes.
 *
 * @param metadata written to the model's `metadata_props`, sorted by key
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto: the field numbers below
 */
export function encodeModel(model: ModelDefinition, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const file = new ProtobufWriter()
    .integer(1, FORMAT_VERSION)
    .text(2, 'turnwise')
    .message(7, graphMessage(model))
    .message(8, new ProtobufWriter().text(1, '').integer(2, OPERATOR_SET));
  for (const key of Object.keys(metadata).sort()) {
    file.message(14, new ProtobufWriter().text(1, key).text(2, metadata[key]!));
  }
  return file.finish();
}

function graphMessage({ nodes, initializers, inputs, outputs }: ModelDefinition): ProtobufWriter {
  const graph = new ProtobufWriter();
  for (const node of nodes) graph.message(1, nodeMessage(node));
  graph.text(2, 'graph');
  for (const initializer of initializers) graph.message(5, initializerMessage(initializer));
  for (const input of inputs) graph.message(11, valueMessage(input));
  for (const output of outputs) graph.message(12, valueMessage(output));
  return graph;
}

function nodeMessage({ inputs, output, operator, attributes }: NodeDefinition): ProtobufWriter {
  const node = new ProtobufWriter();
  for (const input of inputs) node.text(1, input);
  node.text(2, output).text(4, operator);
  for (const [name, value] of Object.entries(attributes)) node.message(5, attributeMessage(name, value));
  return node;
}

function attributeMessage(name: string, value: Attribute): ProtobufWriter {
  const [integer, text, integers] = [2, 3, 7];
  const attribute = new ProtobufWriter().text(1, name);
  if (typeof value === 'number') return attribute.integer(3, value).integer(20, integer);
  if (typeof value === 'string') return attribute.text(4, value).integer(20, text);
  for (const each of value) attribute.integer(8, each);
  return attribute.integer(20, integers);
}

function initializerMessage({ name, type, shape, bytes }: InitializerDefinition): ProtobufWriter {
  const tensor = new ProtobufWriter();
  for (const length of shape) tensor.integer(1, length);
  return tensor.integer(2, ELEMENT_TYPES[type]).text(8, name).bytes(9, bytes);
}

function valueMessage({ name, type, shape }: ValueDefinition): ProtobufWriter {
  const dimensions = new ProtobufWriter();
  for (const length of shape) {
    const dimension = new ProtobufWriter();
    dimensions.message(1, typeof length === 'number' ? dimension.integer(1, length) : dimension.text(2, length));
  }
  const tensor = new ProtobufWriter().integer(1, ELEMENT_TYPES[type]).message(2, dimensions);
  return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
}
