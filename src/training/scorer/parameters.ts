import { InvalidInputError } from '../../errors';
import { createRandom } from '../../domain/random';
import type { Graph, Tensor } from '../graph/graph';
import { slice } from '../graph/operators/indexing';
import { reshape } from '../graph/operators/broadcasting';

/** Initialization of a parameter: a constant, or uniform between plus and minus a bound. */
type Start = { readonly constant: number } | { readonly bound: number };

/** One named parameter of a network. */
export type ParameterShape = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly start: Start;
};

/** The tensors of a network's parameters, by name. */
export type Parameters = (name: string) => Tensor;

/** Weights [from, to] and bias [to] of a layer: uniform within 1 / sqrt(from), and zeros. */
export function layerShapes(name: string, from: number, to: number): ParameterShape[] {
  return [
    { name: `${name}.weights`, shape: [from, to], start: { bound: Math.sqrt(1 / from) } },
    { name: `${name}.bias`, shape: [to], start: { constant: 0 } },
  ];
}

/** Scale and shift of a layer normalization. */
export function normShapes(name: string, width: number): ParameterShape[] {
  return [
    { name: `${name}.scale`, shape: [width], start: { constant: 1 } },
    { name: `${name}.shift`, shape: [width], start: { constant: 0 } },
  ];
}

export function countParameters(shapes: readonly ParameterShape[]): number {
  return shapes.reduce((total, { shape }) => total + sizeOf(shape), 0);
}

/** One vector of all initial parameters, concatenated, determined by the seed. The same on every machine. */
export function drawParameters(shapes: readonly ParameterShape[], seed: number): Float32Array {
  const random = createRandom(seed);
  const drawn = shapes.map(({ shape, start }) =>
    Float32Array.from({ length: sizeOf(shape) }, () =>
      'constant' in start ? start.constant : start.bound * (2 * random.next() - 1),
    ),
  );
  return joinVectors(drawn);
}

/** Splits the vector into named views. @throws InvalidInputError when its length is not that of the shapes */
export function splitParameters(shapes: readonly ParameterShape[], vector: Float32Array): Map<string, Float32Array> {
  const expected = countParameters(shapes);
  if (vector.length !== expected) {
    throw new InvalidInputError(`the vector has ${vector.length} parameters; the network has ${expected}`);
  }
  return new Map(placesOf(shapes).map(({ name, from, to }) => [name, vector.subarray(from, to)]));
}

export function joinVectors(vectors: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(vectors.reduce((total, { length }) => total + length, 0));
  let offset = 0;
  for (const vector of vectors) {
    joined.set(vector, offset);
    offset += vector.length;
  }
  return joined;
}

/** Parameters as slices of one input vector [count]; gradients can be taken by each. */
export function parametersFromVector(vector: Tensor, shapes: readonly ParameterShape[]): Map<string, Tensor> {
  return new Map(
    placesOf(shapes).map(({ name, shape, from, to }) => [
      name,
      vector.graph.asParameter(reshape(slice(vector, 0, [from, to]), shape)),
    ]),
  );
}

/** Parameters as weights of the model itself. */
export function parametersAsWeights(
  graph: Graph,
  shapes: readonly ParameterShape[],
  vector: Float32Array,
): Map<string, Tensor> {
  const parts = splitParameters(shapes, vector);
  return new Map(shapes.map(({ name, shape }) => [name, graph.weight(name, shape, parts.get(name)!)]));
}

/** @throws Error for an unknown name: a bug in the network's code */
export function parametersByName(parameters: ReadonlyMap<string, Tensor>): Parameters {
  return (name) => {
    const parameter = parameters.get(name);
    if (parameter === undefined) throw new Error(`the network has no parameter ${name}`);
    return parameter;
  };
}

function placesOf(shapes: readonly ParameterShape[]): (ParameterShape & { from: number; to: number })[] {
  let offset = 0;
  return shapes.map((each) => {
    const from = offset;
    offset += sizeOf(each.shape);
    return { ...each, from, to: offset };
  });
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
