import { InvalidInputError } from '../../errors';
import { encodeModel } from '../../onnx/encode-model';
import {
  type Attribute,
  ELEMENT_TYPES,
  type ElementType,
  type OnnxInitializer,
  type OnnxModel,
  type OnnxNode,
  type OnnxValue,
} from '../../onnx/onnx-model';
import { type Dimension, type Shape, formatShape } from './shape';

/**
 * The vector-Jacobian product of an operator: given the gradient of the loss by the operator's result (and the result
 * itself), the gradient by each of its inputs, in their shapes; null for an input without one (an index, a condition).
 */
export type VectorJacobianProduct = (received: Tensor, result: Tensor) => readonly (Tensor | null)[];

/** A value of a graph: an input, a constant, or the result of an operator. */
export type Tensor = {
  readonly graph: Graph;
  /** Position in the order of creation: the inputs of a tensor come before it. */
  readonly order: number;
  readonly name: string;
  readonly shape: Shape;
  readonly type: ElementType;
  readonly inputs: readonly Tensor[];
  /** Whether it depends on a parameter through differentiable operators. */
  readonly isDifferentiable: boolean;
  readonly vectorJacobianProduct: VectorJacobianProduct | null;
};

/** Result of an operator: shape, type (default float32), settings and gradient (default none). */
export type OperatorResult = {
  readonly shape: Shape;
  readonly type?: ElementType;
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly gradient?: VectorJacobianProduct;
};

/** Version of ONNX's standard operators that the builder writes. */
const OPERATOR_SET = 17;

type Constant = Pick<Tensor, 'type'> & Pick<OnnxInitializer, 'shape' | 'bytes'>;

type Drawing = Pick<Tensor, 'shape' | 'type'> &
  Partial<Pick<Tensor, 'inputs' | 'isDifferentiable' | 'vectorJacobianProduct'>>;

/**
 * A computation under construction. Operators are functions on tensors (`operators/`); each adds a node here, with the
 * shape of its result and the closure that differentiates it. `gradients` walks the tensors backwards and adds the nodes
 * of the gradient to the same graph; `encode` writes the ONNX file.
 */
export class Graph {
  private readonly tensors: Tensor[] = [];
  private readonly names = new Set<string>();
  private readonly nodes = new Map<Tensor, OnnxNode>();
  private readonly initializers = new Map<string, OnnxInitializer>();
  private readonly constants = new Map<string, Tensor>();
  private readonly inputs: Tensor[] = [];
  private readonly outputs: Tensor[] = [];
  private readonly lengths = new Map<string, Tensor>();

  /** @param threads max threads per operator; some operators are correct on one thread only */
  constructor(readonly threads = 1) {}

  /** An input tensor, provided when the graph runs. */
  input(name: string, shape: Shape, type: ElementType = 'float32'): Tensor {
    const tensor = this.draw(name, { shape, type });
    this.inputs.push(tensor);
    return tensor;
  }

  /** An input with respect to which gradients are taken. */
  parameter(name: string, shape: Shape): Tensor {
    const tensor = this.draw(name, { shape, type: 'float32', isDifferentiable: true });
    this.inputs.push(tensor);
    return tensor;
  }

  /** The same values as a tensor to take gradients by; no gradient flows to its inputs. */
  asParameter(tensor: Tensor): Tensor {
    const { shape, type } = tensor;
    const leaf = this.draw(this.freeName('Parameter'), { shape, type, inputs: [tensor], isDifferentiable: true });
    this.nodes.set(leaf, { operator: 'Identity', inputs: [tensor.name], outputs: [leaf.name] });
    return leaf;
  }

  /** A weight that is part of the model. @throws InvalidInputError when the values do not fill the shape */
  weight(name: string, shape: readonly number[], values: Float32Array): Tensor {
    const size = shape.reduce((product, length) => product * length, 1);
    if (values.length !== size) {
      throw new InvalidInputError(`weight ${name} has ${values.length} values; ${formatShape(shape)} needs ${size}`);
    }
    return this.embed(name, { type: 'float32', shape, bytes: bytesOf(values) });
  }

  /** A number as a constant of the model. */
  scalar(value: number): Tensor {
    return this.constant(`scalar ${value}`, () => ({
      type: 'float32',
      shape: [],
      bytes: bytesOf(Float32Array.of(value)),
    }));
  }

  /** A list of 64-bit integers as a constant of the model: axes, shapes, positions. */
  integers(values: readonly number[]): Tensor {
    return this.constant(`integers ${values.join(' ')}`, () => ({
      type: 'int64',
      shape: [values.length],
      bytes: bytesOf(BigInt64Array.from(values, BigInt)),
    }));
  }

  /** Adds an ONNX operator. */
  apply(operator: string, inputs: readonly Tensor[], result: OperatorResult): Tensor {
    const foreign = inputs.find((input) => input.graph !== this);
    if (foreign !== undefined) throw new InvalidInputError(`${operator}: ${foreign.name} belongs to another graph`);
    const { shape, type = 'float32', attributes = {}, gradient = null } = result;
    const tensor = this.draw(this.freeName(operator), {
      shape,
      type,
      inputs,
      isDifferentiable: gradient !== null && inputs.some((input) => input.isDifferentiable),
      vectorJacobianProduct: gradient,
    });
    const names = inputs.map(({ name }) => name);
    this.nodes.set(tensor, { operator, inputs: names, outputs: [tensor.name], attributes });
    return tensor;
  }

  /**
   * A composite of several operators with a single gradient.
   *
   * @param inputs the tensors that receive the gradient; operators between them and the value are not differentiated
   */
  withGradient(value: Tensor, inputs: readonly Tensor[], gradient: VectorJacobianProduct): Tensor {
    const { shape, type } = value;
    const tensor = this.draw(this.freeName('Identity'), {
      shape,
      type,
      inputs: [value, ...inputs],
      isDifferentiable: inputs.some((input) => input.isDifferentiable),
      vectorJacobianProduct: (received, result) => [null, ...gradient(received, result)],
    });
    this.nodes.set(tensor, { operator: 'Identity', inputs: [value.name], outputs: [tensor.name] });
    return tensor;
  }

  /** Makes the tensor an output with a name. */
  output(name: string, tensor: Tensor): void {
    const named = this.draw(name, { shape: tensor.shape, type: tensor.type, inputs: [tensor] });
    this.nodes.set(named, { operator: 'Identity', inputs: [tensor.name], outputs: [name] });
    this.outputs.push(named);
  }

  /** A length as a list of one 64-bit integer; a named one is read from the first tensor that has it. */
  length(dimension: Dimension): Tensor {
    if (typeof dimension === 'number') return this.integers([dimension]);
    const known = this.lengths.get(dimension);
    if (known !== undefined) return known;
    const origin = this.tensors.find(({ shape }) => shape.includes(dimension));
    if (origin === undefined) throw new InvalidInputError(`no tensor of the graph has an axis of length ${dimension}`);
    const shape = this.apply('Shape', [origin], { shape: [origin.shape.length], type: 'int64' });
    const axis = this.integers([origin.shape.indexOf(dimension)]);
    const length = this.apply('Gather', [shape, axis], { shape: [1], type: 'int64' });
    this.lengths.set(dimension, length);
    return length;
  }

  /** A shape as a list of 64-bit integers. */
  shapeTensor(shape: Shape): Tensor {
    const numbers = shape.filter((dimension) => typeof dimension === 'number');
    if (numbers.length === shape.length) return this.integers(numbers);
    const lengths = shape.map((dimension) => this.length(dimension));
    return this.apply('Concat', lengths, { shape: [shape.length], type: 'int64', attributes: { axis: 0 } });
  }

  /** Zeros of a shape. */
  zeros(shape: Shape): Tensor {
    return this.apply('ConstantOfShape', [this.shapeTensor(shape)], { shape });
  }

  /** The tensor itself and all created before it, the newest first. */
  backwardsFrom(tensor: Tensor): readonly Tensor[] {
    return this.tensors.slice(0, tensor.order + 1).reverse();
  }

  /** The nodes and constants that an output depends on. Every input is kept, used or not. */
  define(): OnnxModel {
    const needed = new Set<Tensor>(this.outputs);
    for (const tensor of this.tensors.toReversed()) {
      if (needed.has(tensor)) tensor.inputs.forEach((input) => needed.add(input));
    }
    const inOrder = this.tensors.filter((tensor) => needed.has(tensor));
    return {
      opsets: { '': OPERATOR_SET },
      nodes: inOrder.flatMap((tensor) => this.nodes.get(tensor) ?? []),
      initializers: inOrder.flatMap(({ name }) => this.initializers.get(name) ?? []),
      inputs: this.inputs.map(toValue),
      outputs: this.outputs.map(toValue),
    };
  }

  /** The ONNX file; see `encodeModel`. @throws InvalidInputError when the graph has no output */
  encode(metadata: Readonly<Record<string, string>> = {}): Uint8Array {
    if (this.outputs.length === 0) throw new InvalidInputError('the graph has no output');
    return encodeModel({ ...this.define(), metadata });
  }

  private draw(name: string, drawing: Drawing): Tensor {
    if (this.names.has(name)) throw new InvalidInputError(`the graph already has a tensor ${name}`);
    this.names.add(name);
    const defaults = { inputs: [], isDifferentiable: false, vectorJacobianProduct: null };
    const tensor = { graph: this, order: this.tensors.length, name, ...defaults, ...drawing };
    this.tensors.push(tensor);
    return tensor;
  }

  private freeName(operator: string): string {
    return `${operator}_${this.tensors.length}`;
  }

  private constant(key: string, make: () => Constant): Tensor {
    const known = this.constants.get(key);
    if (known !== undefined) return known;
    const tensor = this.embed(this.freeName('Constant'), make());
    this.constants.set(key, tensor);
    return tensor;
  }

  private embed(name: string, { shape, type, bytes }: Constant): Tensor {
    const tensor = this.draw(name, { shape, type });
    this.initializers.set(name, { name, elementType: ELEMENT_TYPES[type], shape, bytes });
    return tensor;
  }
}

function toValue({ name, type, shape }: Tensor): OnnxValue {
  return { name, elementType: ELEMENT_TYPES[type], shape };
}

/** A copy, because a model outlives the array that a weight was taken from. */
function bytesOf(values: Float32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
}
