import { malformed, newReadingBudget, type ProtobufField, type ReadingBudget, readFields } from './protobuf-reader';
import { type Axis, ELEMENT_TYPES, type OnnxSummary, type OnnxValue } from './onnx-model';

const MAX_NODES = 100_000;
const MAX_INITIALIZERS = 20_000;
const MAX_VALUES = 1_000;
const MAX_METADATA = 1_000;
const MAX_DIMENSIONS = 64;
/** Max length of a name, in bytes. */
const MAX_NAME_BYTES = 1_000;
/** Max length of a metadata value, in bytes. */
const MAX_PROPERTY_BYTES = 100_000;
/** Max nesting of graphs (bodies of If, Loop and Scan). */
const MAX_GRAPH_DEPTH = 8;

/** Data collected over all graphs of a file. */
type Reading = {
  readonly budget: ReadingBudget;
  readonly operators: Set<string>;
  readonly external: string[];
  nodes: number;
  tensors: number;
};

type Graph = Pick<OnnxSummary, 'inputs' | 'outputs' | 'initializers'>;

type Initializer = OnnxSummary['initializers'][number];

/**
 * Reads an ONNX file without running it. Weights are not copied, so the cost grows with the number of nodes.
 *
 * @throws InvalidInputError for bytes that are not an ONNX file, and for files beyond these limits: 100,000 nodes,
 *   20,000 initializers, 1,000 inputs, outputs and metadata properties each, 8 levels of nested graphs, 64 dimensions
 * @see onnx.proto3 of ONNX 1.16 for the numbers of fields
 */
export function readModel(file: Uint8Array): OnnxSummary {
  const reading: Reading = {
    budget: newReadingBudget(),
    operators: new Set(),
    external: [],
    nodes: 0,
    tensors: 0,
  };
  const opsets = new Map<string, number>();
  const metadata = new Map<string, string>();
  let graph: Graph | null = null;
  let hasFunctions = false;
  for (const field of readFields(file, 'model', reading.budget)) {
    if (field.id === 7) {
      if (graph !== null) throw malformed('model', 'it has two graphs');
      graph = readGraph(bytesOf(field, 'graph'), reading, 0);
    } else if (field.id === 8) readOpset(bytesOf(field, 'opset_import'), opsets, reading);
    else if (field.id === 14) readProperty(bytesOf(field, 'metadata_props'), metadata, reading);
    else if (field.id === 25) hasFunctions = true;
  }
  if (graph === null) throw malformed('model', 'it has no graph');
  if (opsets.size === 0) throw malformed('model', 'it imports no operator set');
  const { operators, external } = reading;
  return {
    opsets: Object.fromEntries(opsets),
    operators,
    ...graph,
    external,
    hasFunctions,
    metadata: Object.fromEntries(metadata),
  };
}

/** Float32 weights by name: copies, because the bytes in a file may not be aligned to four. */
export function readFloatWeights({ initializers }: OnnxSummary): ReadonlyMap<string, Float32Array> {
  const weights = new Map<string, Float32Array>();
  for (const { name, elementType, bytes } of initializers) {
    if (elementType !== ELEMENT_TYPES.float32 || bytes === null || bytes.length % 4 !== 0) continue;
    weights.set(name, new Float32Array(new Uint8Array(bytes).buffer));
  }
  return weights;
}

function readGraph(bytes: Uint8Array, reading: Reading, depth: number): Graph {
  if (depth >= MAX_GRAPH_DEPTH) throw malformed('graph', `graphs nest more than ${MAX_GRAPH_DEPTH} deep`);
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  const initializers: Initializer[] = [];
  for (const field of readFields(bytes, 'graph', reading.budget)) {
    if (field.id === 1) readNode(bytesOf(field, 'node'), reading, depth);
    else if (field.id === 5) initializers.push(readTensor(bytesOf(field, 'initializer'), reading));
    else if (field.id === 15) throw malformed('graph', 'sparse initializers are not read here');
    else if (field.id === 11) inputs.push(readValue(bytesOf(field, 'input'), reading));
    else if (field.id === 12) outputs.push(readValue(bytesOf(field, 'output'), reading));
    if (inputs.length > MAX_VALUES || outputs.length > MAX_VALUES) {
      throw malformed('graph', `it has more than ${MAX_VALUES} inputs or outputs`);
    }
  }
  const initialized = new Set(initializers.map(({ name }) => name));
  return { inputs: inputs.filter((input) => !initialized.has(input.name)), outputs, initializers };
}

function readNode(bytes: Uint8Array, reading: Reading, depth: number): void {
  reading.nodes += 1;
  if (reading.nodes > MAX_NODES) throw malformed('graph', `it has more than ${MAX_NODES} nodes`);
  let operator = '';
  let domain = '';
  for (const field of readFields(bytes, 'node', reading.budget)) {
    if (field.id === 4) operator = textOf(field, 'op_type');
    else if (field.id === 7) domain = textOf(field, 'domain');
    else if (field.id === 5) readAttribute(bytesOf(field, 'attribute'), reading, depth);
  }
  reading.operators.add(domain === '' || domain === 'ai.onnx' ? operator : `${domain}:${operator}`);
}

/** Attributes hold tensors (Constant) and graphs (If, Loop, Scan). */
function readAttribute(bytes: Uint8Array, reading: Reading, depth: number): void {
  for (const field of readFields(bytes, 'attribute', reading.budget)) {
    if (field.id === 5 || field.id === 10) readTensor(bytesOf(field, 'tensor'), reading);
    else if (field.id === 6 || field.id === 11) readGraph(bytesOf(field, 'graph'), reading, depth + 1);
    else if (field.id === 22 || field.id === 23) throw malformed('attribute', 'sparse tensors are not read here');
  }
}

/** @returns the tensor, named '' when it is an attribute */
function readTensor(bytes: Uint8Array, reading: Reading): Initializer {
  reading.tensors += 1;
  if (reading.tensors > MAX_INITIALIZERS) {
    throw malformed('graph', `it has more than ${MAX_INITIALIZERS} initializers and constants`);
  }
  let name = '';
  let elementType = 0;
  let raw: Uint8Array | null = null;
  let isExternal = false;
  for (const field of readFields(bytes, 'tensor', reading.budget)) {
    if (field.id === 2) elementType = numberOf(field, 'data_type');
    else if (field.id === 8) name = textOf(field, 'name');
    else if (field.id === 9) raw = bytesOf(field, 'raw_data');
    else if (field.id === 13) isExternal = true;
    else if (field.id === 14) isExternal ||= numberOf(field, 'data_location') !== 0;
  }
  if (isExternal) reading.external.push(name);
  return { name, elementType, bytes: raw };
}

function readValue(bytes: Uint8Array, { budget }: Reading): OnnxValue {
  let name = '';
  let tensor: Uint8Array | null = null;
  for (const field of readFields(bytes, 'value', budget)) {
    if (field.id === 1) name = textOf(field, 'name');
    else if (field.id === 2) tensor = tensorTypeOf(bytesOf(field, 'type'), budget);
  }
  if (tensor === null) return { name, elementType: null, shape: null };
  let elementType: number | null = null;
  let shape: readonly Axis[] | null = null;
  for (const field of readFields(tensor, 'tensor type', budget)) {
    if (field.id === 1) elementType = numberOf(field, 'elem_type');
    else if (field.id === 2) shape = readShape(bytesOf(field, 'shape'), budget);
  }
  return { name, elementType, shape };
}

/** Reads the tensor in a type; null for sequences, maps and other types. */
function tensorTypeOf(type: Uint8Array, budget: ReadingBudget): Uint8Array | null {
  for (const field of readFields(type, 'type', budget)) if (field.id === 1) return bytesOf(field, 'tensor_type');
  return null;
}

function readShape(bytes: Uint8Array, budget: ReadingBudget): Axis[] {
  const dimensions: Axis[] = [];
  for (const field of readFields(bytes, 'shape', budget)) {
    if (field.id !== 1) continue;
    if (dimensions.length === MAX_DIMENSIONS) throw malformed('shape', `it has more than ${MAX_DIMENSIONS} dimensions`);
    let dimension: Axis = null;
    for (const part of readFields(bytesOf(field, 'dim'), 'dimension', budget)) {
      if (part.id === 1) dimension = numberOf(part, 'dim_value');
      else if (part.id === 2) dimension = textOf(part, 'dim_param');
    }
    dimensions.push(dimension);
  }
  return dimensions;
}

function readOpset(bytes: Uint8Array, opsets: Map<string, number>, { budget }: Reading): void {
  let domain = '';
  let version = 0;
  for (const field of readFields(bytes, 'opset_import', budget)) {
    if (field.id === 1) domain = textOf(field, 'domain');
    else if (field.id === 2) version = numberOf(field, 'version');
  }
  const key = domain === 'ai.onnx' ? '' : domain;
  opsets.set(key, Math.max(version, opsets.get(key) ?? 0));
  if (opsets.size > MAX_VALUES) throw malformed('model', `it imports more than ${MAX_VALUES} operator sets`);
}

function readProperty(bytes: Uint8Array, metadata: Map<string, string>, { budget }: Reading): void {
  let key = '';
  let value = '';
  for (const field of readFields(bytes, 'metadata_props', budget)) {
    if (field.id === 1) key = textOf(field, 'key');
    else if (field.id === 2) value = decode(bytesOf(field, 'value'), `metadata_props ${key}`, MAX_PROPERTY_BYTES);
  }
  metadata.set(key, value);
  if (metadata.size > MAX_METADATA) {
    throw malformed('model', `it has more than ${MAX_METADATA} metadata properties`);
  }
}

function bytesOf(field: ProtobufField, what: string): Uint8Array {
  if (field.kind !== 'bytes') throw malformed(what, 'it is a number where a message or text belongs');
  return field.value;
}

function numberOf(field: ProtobufField, what: string): number {
  if (field.kind !== 'number') throw malformed(what, 'a number belongs here');
  return Number(BigInt.asIntN(64, field.value));
}

function textOf(field: ProtobufField, what: string): string {
  return decode(bytesOf(field, what), what, MAX_NAME_BYTES);
}

function decode(bytes: Uint8Array, what: string, longest: number): string {
  if (bytes.byteLength > longest)
    throw malformed(what, `it has ${bytes.byteLength} bytes; at most ${longest} are read`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw Object.assign(malformed(what, 'it is not UTF-8'), { cause: error });
  }
}
