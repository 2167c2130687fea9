import { InvalidInputError } from '../../../errors';
import type { Tensor } from '../graph';
import {
  type Shape,
  broadcastShapes,
  formatShape,
  isSameShape,
  productOf,
  resolveAxis,
  shapeWithOnes,
  shapeWithout,
} from '../shape';

/**
 * The same elements in another shape. At most one named axis is inferred from the others when the graph runs.
 *
 * @throws InvalidInputError when both shapes are numbers and their sizes differ
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  if (isSameShape(x.shape, shape)) return x;
  const [before, after] = [productOf(x.shape), productOf(shape)];
  if (typeof before === 'number' && typeof after === 'number' && before !== after) {
    throw new InvalidInputError(`${formatShape(x.shape)} cannot be reshaped to ${formatShape(shape)}`);
  }
  const named = shape.filter((dimension) => typeof dimension === 'string').length;
  const target =
    named === 1
      ? x.graph.integers(shape.map((dimension) => (typeof dimension === 'string' ? -1 : dimension)))
      : x.graph.shapeTensor(shape);
  return x.graph.apply('Reshape', [x, target], {
    shape,
    type: x.type,
    gradient: (g) => [reshape(g, x.shape), null],
  });
}

/** Axes in another order: axis `order[i]` becomes axis i. */
export function transpose(x: Tensor, order: readonly number[]): Tensor {
  const axes = order.map((axis) => resolveAxis(x.shape, axis));
  if (axes.length !== x.shape.length || new Set(axes).size !== axes.length) {
    throw new InvalidInputError(`[${order.join(', ')}] is not a permutation of the axes of ${formatShape(x.shape)}`);
  }
  const inverse = axes.map((_, position) => axes.indexOf(position));
  return x.graph.apply('Transpose', [x], {
    shape: axes.map((axis) => x.shape[axis]!),
    type: x.type,
    attributes: { perm: axes },
    gradient: (g) => [transpose(g, inverse)],
  });
}

/** The tensor repeated along axes that it lacks or has with length 1. */
export function expand(x: Tensor, shape: Shape): Tensor {
  if (isSameShape(x.shape, shape)) return x;
  if (!isSameShape(broadcastShapes(x.shape, shape), shape)) {
    throw new InvalidInputError(`${formatShape(x.shape)} cannot be expanded to ${formatShape(shape)}`);
  }
  return x.graph.apply('Expand', [x, x.graph.shapeTensor(shape)], {
    shape,
    type: x.type,
    gradient: (g) => [sumToShape(g, x.shape), null],
  });
}

/** Sum over axes; with `keepAxes` they are kept with length 1. Without axes: the tensor itself. */
export function sum(x: Tensor, axes: readonly number[], { keepAxes = false } = {}): Tensor {
  if (axes.length === 0) return x;
  const kept = shapeWithOnes(x.shape, axes);
  return x.graph.apply('ReduceSum', [x, x.graph.integers(axes.map((axis) => resolveAxis(x.shape, axis)))], {
    shape: keepAxes ? kept : shapeWithout(x.shape, axes),
    attributes: { keepdims: keepAxes ? 1 : 0 },
    gradient: (g) => [expand(reshape(g, kept), x.shape), null],
  });
}

/** The reverse of broadcasting: sums over the axes along which a tensor of the shape was stretched. */
export function sumToShape(x: Tensor, shape: Shape): Tensor {
  const added = x.shape.length - shape.length;
  const stretched = x.shape.flatMap((dimension, axis) =>
    axis < added || (shape[axis - added] === 1 && dimension !== 1) ? [axis] : [],
  );
  return reshape(sum(x, stretched, { keepAxes: true }), shape);
}
