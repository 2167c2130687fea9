import { InvalidInputError } from '../../errors';
import { type ProtobufField, readFields } from './protobuf-fields';

/** An input or output of a model. */
export type ModelValue = {
  readonly name: string;
  /** Name of the element type, or its number in ONNX where it has no name here. */
  readonly type: string;
  /** A length, a name, or null where it is free; null as a whole when the model does not say. */
  readonly shape: readonly (number | string | null)[] | null;
};

/** What an ONNX file says of itself, without running it. */
export type OnnxModel = {
  readonly metadata: ReadonlyMap<string, string>;
  /** Without those that only give a weight its value. */
  readonly inputs: readonly ModelValue[];
  readonly outputs: readonly ModelValue[];
  /** Weights of single precision by name, row-major. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** Tensors whose values lie in another file. */
  readonly externalTensors: readonly string[];
  /** Domains of the operators used; the standard one is empty or `ai.onnx`. */
  readonly operatorDomains: readonly string[];
};

const FLOAT = 1;
const EXTERNAL = 1n;
const TYPE_NAMES: Readonly<Record<number, string>> = {
  1: 'float32',
  6: 'int32',
  7: 'int64',
  9: 'bool',
  10: 'float16',
  11: 'float64',
};

/**
 * @throws InvalidInputError when the bytes are no ONNX model
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto: the field numbers below
 */
export function readModel(bytes: Uint8Array): OnnxModel {
  const model = readFields(bytes);
  const [graphBytes] = messages(model, 7);
  if (graphBytes === undefined) throw new InvalidInputError('the bytes are no ONNX model: there is no graph');
  const graph = readFields(graphBytes);
  const tensors = messages(graph, 5).map(readTensor);
  const weightNames = new Set(tensors.map(({ name }) => name));
  const nodes = [...nodesOf(graph), ...messages(model, 25).flatMap((each) => nodesOf(readFields(each), 7))];
  const nested = nodes.flatMap(({ tensors: inside }) => inside);
  return {
    metadata: new Map(
      messages(model, 14)
        .map(readFields)
        .map((entry) => [text(entry, 1), text(entry, 2)]),
    ),
    inputs: messages(graph, 11)
      .map(readValue)
      .filter(({ name }) => !weightNames.has(name)),
    outputs: messages(graph, 12).map(readValue),
    weights: new Map(tensors.flatMap(({ name, values }) => (values === null ? [] : [[name, values] as const]))),
    externalTensors: [...tensors, ...nested].filter(({ isExternal }) => isExternal).map(({ name }) => name),
    operatorDomains: [...new Set(nodes.map(({ domain }) => domain))],
  };
}

type ReadTensor = { readonly name: string; readonly values: Float32Array | null; readonly isExternal: boolean };
type ReadNode = { readonly domain: string; readonly tensors: readonly ReadTensor[] };

/** The nodes of a graph (or function) and of the graphs within their attributes. */
function nodesOf(graph: readonly ProtobufField[], field = 1): ReadNode[] {
  return messages(graph, field).flatMap((bytes) => {
    const node = readFields(bytes);
    const attributes = messages(node, 5).map(readFields);
    const inner = attributes.flatMap((each) => [...messages(each, 6), ...messages(each, 11)].map(readFields));
    const constants = attributes.flatMap((each) => [...messages(each, 5), ...messages(each, 10)]);
    const tensors = [...constants, ...inner.flatMap((each) => messages(each, 5))].map(readTensor);
    return [{ domain: text(node, 7), tensors }, ...inner.flatMap((each) => nodesOf(each))];
  });
}

function readTensor(bytes: Uint8Array): ReadTensor {
  const tensor = readFields(bytes);
  const isExternal = integer(tensor, 14) === EXTERNAL;
  const [raw] = messages(tensor, 9);
  const isFloat = Number(integer(tensor, 2) ?? 0n) === FLOAT && raw !== undefined && raw.length % 4 === 0;
  // A copy: the bytes of the file need not lie at a multiple of four.
  return { name: text(tensor, 8), values: isFloat ? new Float32Array(raw.slice().buffer) : null, isExternal };
}

function readValue(bytes: Uint8Array): ModelValue {
  const value = readFields(bytes);
  const [type] = messages(value, 2).map(readFields);
  const [tensor] = type === undefined ? [] : messages(type, 1).map(readFields);
  const element = tensor === undefined ? 0 : Number(integer(tensor, 1) ?? 0n);
  const [shape] = tensor === undefined ? [] : messages(tensor, 2).map(readFields);
  return {
    name: text(value, 1),
    type: TYPE_NAMES[element] ?? `element type ${element}`,
    shape: shape === undefined ? null : messages(shape, 1).map(readLength),
  };
}

function readLength(bytes: Uint8Array): number | string | null {
  const dimension = readFields(bytes);
  const length = integer(dimension, 1);
  if (length !== null) return Number(length);
  const name = text(dimension, 2);
  return name === '' ? null : name;
}

function messages(fields: readonly ProtobufField[], field: number): Uint8Array[] {
  return fields.flatMap((each) => (each.field === field && each.kind === 'BYTES' ? [each.value] : []));
}

function integer(fields: readonly ProtobufField[], field: number): bigint | null {
  const found = fields.find((each) => each.field === field);
  return found?.kind === 'INTEGER' ? found.value : null;
}

function text(fields: readonly ProtobufField[], field: number): string {
  return new TextDecoder().decode(messages(fields, field)[0] ?? new Uint8Array());
}
