import type { Tensor } from '../graph';
import { resolveAxis, shapeWithOnes, shapeWithout } from '../shape';
import { expand, reshape, sum } from './broadcasting';
import { add, cast, divide, equal, exp, multiply, sqrt, square, subtract, where } from './elementwise';

/** Added to a variance before the square root. */
const LAYER_NORM_EPSILON = 1e-5;

/** Mean over axes; with `keepAxes` they are kept with length 1. */
export function mean(x: Tensor, axes: readonly number[], { keepAxes = false } = {}): Tensor {
  const lengths = axes.map((axis) => x.graph.length(x.shape[resolveAxis(x.shape, axis)]!));
  const count = lengths.reduce((product, length) => multiply(product, cast(length, 'float32')), x.graph.scalar(1));
  return divide(sum(x, axes, { keepAxes }), reshape(count, []));
}

/** Largest element over one axis; ties all get the gradient. With `keepAxes` the axis is kept. */
export function largest(x: Tensor, axis: number, { keepAxes = false } = {}): Tensor {
  const kept = shapeWithOnes(x.shape, [axis]);
  return x.graph.apply('ReduceMax', [x], {
    shape: keepAxes ? kept : shapeWithout(x.shape, [axis]),
    attributes: { axes: [resolveAxis(x.shape, axis)], keepdims: keepAxes ? 1 : 0 },
    gradient: (g, y) => {
      const isLargest = equal(x, reshape(y, kept));
      return [where(isLargest, expand(reshape(g, kept), x.shape), x.graph.scalar(0))];
    },
  });
}

/** Smallest element over one axis; see `largest`. */
export function smallest(x: Tensor, axis: number, options: { readonly keepAxes?: boolean } = {}): Tensor {
  return multiply(largest(multiply(x, -1), axis, options), -1);
}

/** exp(x) divided by its sum over one axis. */
export function softmax(x: Tensor, axis = -1): Tensor {
  return x.graph.apply('Softmax', [x], {
    shape: x.shape,
    attributes: { axis: resolveAxis(x.shape, axis) },
    gradient: (g, y) => [multiply(y, subtract(g, sum(multiply(g, y), [axis], { keepAxes: true })))],
  });
}

/** Logarithm of the softmax, without taking the logarithm of a tiny number. */
export function logSoftmax(x: Tensor, axis = -1): Tensor {
  return x.graph.apply('LogSoftmax', [x], {
    shape: x.shape,
    attributes: { axis: resolveAxis(x.shape, axis) },
    gradient: (g, y) => [subtract(g, multiply(exp(y), sum(g, [axis], { keepAxes: true })))],
  });
}

/**
 * Each row of the last axis shifted to mean 0 and scaled to variance 1, then times `scale` plus `shift`.
 *
 * @see Layer normalization, arXiv 1607.06450
 */
export function layerNorm(x: Tensor, scale: Tensor, shift: Tensor): Tensor {
  const centred = subtract(x, mean(x, [-1], { keepAxes: true }));
  const variance = mean(square(centred), [-1], { keepAxes: true });
  return add(multiply(divide(centred, sqrt(add(variance, LAYER_NORM_EPSILON))), scale), shift);
}
