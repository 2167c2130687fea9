/** A dimension: a size, a symbol, or null where the file does not say. */
export type Dimension = number | string | null;

/** An input or output of the graph. */
export type ModelValue = {
  readonly name: string;
  /** Number of the element type (`TensorProto.DataType`); null for a value that is no tensor. */
  readonly elementType: number | null;
  /** Null when the file does not say even the rank. */
  readonly shape: readonly Dimension[] | null;
};

/** What an ONNX file says of itself, without its weights. */
export type ModelSummary = {
  /** Version of each operator set that it imports; '' is ONNX's own domain, also called `ai.onnx`. */
  readonly opsets: ReadonlyMap<string, number>;
  /** Each operator that occurs, in subgraphs too, e.g. `MatMul`, or `com.example:MatMul` for another domain. */
  readonly operators: ReadonlySet<string>;
  /** What must be fed: inputs without those that have an initializer. */
  readonly inputs: readonly ModelValue[];
  readonly outputs: readonly ModelValue[];
  readonly initializerCount: number;
  /** Names of tensors whose elements lie in another file. */
  readonly external: readonly string[];
  /** Whether it defines functions of its own. */
  readonly hasFunctions: boolean;
  readonly metadata: Readonly<Record<string, string>>;
};
