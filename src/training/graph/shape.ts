import { InvalidInputError } from '../../errors';

/** Length of one axis: a number, or the name of a length that is known when the graph runs. */
export type Dimension = number | string;

/** Lengths of all axes; empty for a scalar. */
export type Shape = readonly Dimension[];

export function isSameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}

export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/**
 * The shape of an elementwise result: axes are matched from the last, and a missing axis or one of length 1 stretches.
 * Two names fit when they are the same name: whether un-broadcasting is needed is known before anything runs.
 *
 * @throws InvalidInputError when two axes differ and neither is 1
 * @see NumPy's and ONNX's multidirectional broadcasting
 */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[a.length - rank + axis] ?? 1;
    const right = b[b.length - rank + axis] ?? 1;
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw new InvalidInputError(
      `shapes ${formatShape(a)} and ${formatShape(b)} do not broadcast: ${left} and ${right}`,
    );
  });
}

/** The axis counted from the front: -1 is the last. @throws InvalidInputError when the shape has no such axis */
export function resolveAxis(shape: Shape, axis: number): number {
  const resolved = axis < 0 ? axis + shape.length : axis;
  if (Number.isInteger(axis) && resolved >= 0 && resolved < shape.length) return resolved;
  throw new InvalidInputError(`axis ${axis} of shape ${formatShape(shape)} does not exist`);
}

/** The length of an axis as a number. @throws InvalidInputError when it is a name */
export function knownLength(shape: Shape, axis: number): number {
  const length = shape[resolveAxis(shape, axis)];
  if (typeof length === 'number') return length;
  throw new InvalidInputError(`axis ${axis} of shape ${formatShape(shape)} has no length known to the builder`);
}

/** Length of several axes merged into one: their product, or a combined name. */
export function productOf(dimensions: Shape): Dimension {
  const names = dimensions.filter((dimension) => typeof dimension === 'string');
  const product = dimensions.reduce<number>((total, each) => total * (typeof each === 'number' ? each : 1), 1);
  if (names.length === 0) return product;
  return product === 1 ? names.join('*') : `${names.join('*')}*${product}`;
}

/** The shape with the named axes shrunk to 1. */
export function shapeWithOnes(shape: Shape, axes: readonly number[]): Shape {
  const shrunk = axes.map((axis) => resolveAxis(shape, axis));
  return shape.map((dimension, axis) => (shrunk.includes(axis) ? 1 : dimension));
}

/** The shape without the named axes. */
export function shapeWithout(shape: Shape, axes: readonly number[]): Shape {
  const removed = axes.map((axis) => resolveAxis(shape, axis));
  return shape.filter((_, axis) => !removed.includes(axis));
}
