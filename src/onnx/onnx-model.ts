/** Element types of tensors, with their numbers in ONNX (`TensorProto.DataType`). */
export const ELEMENT_TYPES = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  bfloat16: 16,
} as const;

export type ElementType = keyof typeof ELEMENT_TYPES;

/** An axis of a value: a length, a symbol, or null when unspecified. */
export type Axis = number | string | null;

/** An input or output of a graph. */
export type OnnxValue = {
  readonly name: string;
  /** Number of the element type, see `ELEMENT_TYPES`; null for a value that is not a tensor. */
  readonly elementType: number | null;
  /** Null when the file does not specify the rank. */
  readonly shape: readonly Axis[] | null;
};

/** Attribute of an operator: an integer, a list of integers or a word. */
export type Attribute = number | string | readonly number[];

export type OnnxNode = {
  readonly operator: string;
  /** Operator set that the operator belongs to; absent for ONNX's own. */
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
};

/** A tensor that is part of the model: a constant or a weight. */
export type OnnxInitializer = {
  readonly name: string;
  readonly elementType: number;
  readonly shape: readonly number[];
  /** Little-endian elements, row-major. */
  readonly bytes: Uint8Array;
  /** Where the elements are stored when they are in another file; `bytes` are then not written. */
  readonly externalData?: Readonly<Record<string, string>>;
};

/** A complete model, with nodes in topological order. */
export type OnnxModel = {
  /** Version of each operator set that the model imports; '' is ONNX's own domain, also called `ai.onnx`. */
  readonly opsets: Readonly<Record<string, number>>;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxInitializer[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly metadata?: Readonly<Record<string, string>>;
};

/** Summary of a model file: everything except the connections between nodes. */
export type OnnxSummary = Pick<OnnxModel, 'opsets' | 'outputs'> & {
  readonly metadata: Readonly<Record<string, string>>;
  /** Required inputs: those without an initializer. */
  readonly inputs: readonly OnnxValue[];
  /** Initializers of the main graph, without their shapes; `bytes` is a view of the file, null when not stored as raw bytes. */
  readonly initializers: readonly (Pick<OnnxInitializer, 'name' | 'elementType'> & {
    readonly bytes: Uint8Array | null;
  })[];
  /** Every operator used, including in subgraphs, e.g. `MatMul`, or `com.example:MatMul` for another domain. */
  readonly operators: ReadonlySet<string>;
  /** Names of tensors stored in another file. */
  readonly external: readonly string[];
  /** Whether the model defines functions of its own. */
  readonly hasFunctions: boolean;
};
