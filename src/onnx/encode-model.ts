import type { Attribute, Axis, OnnxInitializer, OnnxModel, OnnxNode, OnnxValue } from './onnx-model';
import { ProtobufWriter } from './protobuf-writer';

/** Version of the ONNX file format that came with operator set 17. */
const FORMAT_VERSION = 8;

/**
 * The bytes of an ONNX file. The same model gives the same bytes; metadata is sorted by key.
 *
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto: the field numbers below
 */
export function encodeModel(model: OnnxModel): Uint8Array {
  const file = new ProtobufWriter().integer(1, FORMAT_VERSION).text(2, 'turnwise').message(7, graphMessage(model));
  for (const [domain, version] of Object.entries(model.opsets)) {
    file.message(8, new ProtobufWriter().text(1, domain).integer(2, version));
  }
  const metadata = model.metadata ?? {};
  for (const key of Object.keys(metadata).sort()) file.message(14, entryMessage([key, metadata[key]!]));
  return file.finish();
}

function graphMessage({ nodes, initializers, inputs, outputs }: OnnxModel): ProtobufWriter {
  const graph = new ProtobufWriter();
  for (const node of nodes) graph.message(1, nodeMessage(node));
  graph.text(2, 'graph');
  for (const initializer of initializers) graph.message(5, initializerMessage(initializer));
  for (const input of inputs) graph.message(11, valueMessage(input));
  for (const output of outputs) graph.message(12, valueMessage(output));
  return graph;
}

function nodeMessage({ inputs, outputs, operator, domain, attributes = {} }: OnnxNode): ProtobufWriter {
  const node = new ProtobufWriter();
  for (const input of inputs) node.text(1, input);
  for (const output of outputs) node.text(2, output);
  node.text(4, operator);
  for (const [name, value] of Object.entries(attributes)) node.message(5, attributeMessage(name, value));
  return domain === undefined ? node : node.text(7, domain);
}

function attributeMessage(name: string, value: Attribute): ProtobufWriter {
  const [integer, text, integers] = [2, 3, 7];
  const attribute = new ProtobufWriter().text(1, name);
  if (typeof value === 'number') return attribute.integer(3, value).integer(20, integer);
  if (typeof value === 'string') return attribute.text(4, value).integer(20, text);
  for (const each of value) attribute.integer(8, each);
  return attribute.integer(20, integers);
}

function initializerMessage({ name, elementType, shape, bytes, externalData }: OnnxInitializer): ProtobufWriter {
  const tensor = new ProtobufWriter();
  for (const length of shape) tensor.integer(1, length);
  tensor.integer(2, elementType).text(8, name);
  if (externalData === undefined) return tensor.bytes(9, bytes);
  for (const entry of Object.entries(externalData)) tensor.message(13, entryMessage(entry));
  return tensor.integer(14, 1);
}

function valueMessage({ name, elementType, shape }: OnnxValue): ProtobufWriter {
  const value = new ProtobufWriter().text(1, name);
  if (elementType === null) return value;
  const tensor = new ProtobufWriter().integer(1, elementType);
  if (shape !== null) tensor.message(2, shapeMessage(shape));
  return value.message(2, new ProtobufWriter().message(1, tensor));
}

function shapeMessage(shape: readonly Axis[]): ProtobufWriter {
  const dimensions = new ProtobufWriter();
  for (const length of shape) {
    const dimension = new ProtobufWriter();
    if (typeof length === 'number') dimension.integer(1, length);
    else if (length !== null) dimension.text(2, length);
    dimensions.message(1, dimension);
  }
  return dimensions;
}

function entryMessage([key, value]: readonly [string, string]): ProtobufWriter {
  return new ProtobufWriter().text(1, key).text(2, value);
}
