import { InvalidInputError } from '../../../errors';
import type { Tensor } from '../graph';
import { type Shape, formatShape, knownLength, resolveAxis } from '../shape';
import { reshape } from './broadcasting';
import { cast, equal } from './elementwise';

/** Elements `from` (included) to `to` (excluded) along an axis of known length. */
export function slice(x: Tensor, axis: number, [from, to]: readonly [number, number]): Tensor {
  const at = resolveAxis(x.shape, axis);
  const length = knownLength(x.shape, at);
  if (!(from >= 0 && from < to && to <= length)) {
    throw new InvalidInputError(`elements ${from} to ${to} do not exist along axis ${axis} of ${formatShape(x.shape)}`);
  }
  const { graph } = x;
  const bounds = [from, to, at].map((each) => graph.integers([each]));
  return graph.apply('Slice', [x, ...bounds], {
    shape: x.shape.with(at, to - from),
    type: x.type,
    gradient: (g) => [pad(g, at, [from, length - to]), null, null, null],
  });
}

/** Zeros before and after along an axis of known length. */
export function pad(x: Tensor, axis: number, [before, after]: readonly [number, number]): Tensor {
  const at = resolveAxis(x.shape, axis);
  const length = knownLength(x.shape, at);
  const amounts = [before, after].flatMap((amount) => x.shape.map((_, each) => (each === at ? amount : 0)));
  return x.graph.apply('Pad', [x, x.graph.integers(amounts)], {
    shape: x.shape.with(at, before + length + after),
    gradient: (g) => [slice(g, at, [before, before + length]), null],
  });
}

/** Tensors concatenated along an axis of known length; the other axes must be equal. */
export function concatenate(parts: readonly [Tensor, ...Tensor[]], axis: number): Tensor {
  const [first] = parts;
  const at = resolveAxis(first.shape, axis);
  const lengths = parts.map(({ shape }) => knownLength(shape, at));
  const ends = lengths.map((_, index) => lengths.slice(0, index + 1).reduce((total, length) => total + length, 0));
  return first.graph.apply('Concat', parts, {
    shape: first.shape.with(at, ends.at(-1)!),
    attributes: { axis: at },
    gradient: (g) => lengths.map((length, index) => slice(g, at, [ends[index]! - length, ends[index]!])),
  });
}

/**
 * Rows of a table [n, ...] by their indices, of any shape.
 *
 * Its gradient sums rows of equal index with ScatterND. When indices may repeat and several threads run an operator,
 * that addition races in onnxruntime's CPU provider (wrong sums in 3 of 20 runs), so such a graph is rejected.
 *
 * @param options.isIndexUnique that no index occurs twice; the caller must ensure this
 * @throws InvalidInputError when the gradient is taken and would race; use `oneHot` with `matrixProduct`, or one thread
 */
export function gatherRows(table: Tensor, index: Tensor, options: { readonly isIndexUnique: boolean }): Tensor {
  return table.graph.apply('Gather', [table, index], {
    shape: [...index.shape, ...table.shape.slice(1)],
    type: table.type,
    attributes: { axis: 0 },
    gradient: (g) => [scatterAddRows(g, index, { shape: table.shape, ...options }), null],
  });
}

/** Zeros of a shape [n, ...], with each row of `rows` added at its index: what `gatherRows` is to a gradient. */
export function scatterAddRows(
  rows: Tensor,
  index: Tensor,
  { shape, isIndexUnique }: { readonly shape: Shape; readonly isIndexUnique: boolean },
): Tensor {
  const { graph } = rows;
  if (!isIndexUnique && graph.threads > 1) {
    throw new InvalidInputError(
      `adding rows at the indices ${index.name} races when an index repeats and ${graph.threads} threads run an operator; ` +
        'use oneHot and matrixProduct, dense features, a graph of 1 thread, or indices that do not repeat (isIndexUnique)',
    );
  }
  const positions = reshape(cast(index, 'int64'), [...index.shape, 1]);
  return graph.apply('ScatterND', [graph.zeros(shape), positions, rows], {
    shape,
    attributes: { reduction: 'add' },
    gradient: (g) => [null, null, gatherRows(g, index, { isIndexUnique })],
  });
}

/** Rows with 1 at the index and 0 elsewhere, [..., depth]: a product with it picks rows and has a gradient that cannot race. */
export function oneHot(index: Tensor, depth: number): Tensor {
  const { graph } = index;
  const steps = cast(graph.integers(Array.from({ length: depth }, (_, step) => step)), index.type);
  return cast(equal(reshape(index, [...index.shape, 1]), steps), 'float32');
}

/** For each row [..., k], the elements at the indices [..., m] of the same row. */
export function takeAlongLast(x: Tensor, index: Tensor): Tensor {
  return x.graph.apply('GatherElements', [x, index], {
    shape: index.shape,
    attributes: { axis: -1 },
    gradient: (g) => [scatterAddAlongLast(g, index, x.shape), null],
  });
}

/**
 * Much slower than ScatterND, but correct with any number of threads when indices repeat: for a few elements per row.
 */
function scatterAddAlongLast(elements: Tensor, index: Tensor, shape: Shape): Tensor {
  const { graph } = elements;
  return graph.apply('ScatterElements', [graph.zeros(shape), index, elements], {
    shape,
    attributes: { axis: -1, reduction: 'add' },
  });
}
