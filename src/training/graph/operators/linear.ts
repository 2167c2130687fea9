import { InvalidInputError } from '../../../errors';
import type { Tensor } from '../graph';
import { broadcastShapes, formatShape } from '../shape';
import { sum, sumToShape, transpose } from './broadcasting';

/** Which operands of a product are transposed. */
export type Transposed = { readonly a?: boolean; readonly b?: boolean };

/** The product of two matrices [m, k] and [k, n], each optionally transposed. */
export function matrixProduct(a: Tensor, b: Tensor, transposed: Transposed = {}): Tensor {
  const { a: isATransposed = false, b: isBTransposed = false } = transposed;
  const [rows, inner] = orient(a, isATransposed);
  const [innerOfB, columns] = orient(b, isBTransposed);
  if (inner !== innerOfB) throw new InvalidInputError(mismatch(a, b, transposed));
  return a.graph.apply('Gemm', [a, b], {
    shape: [rows, columns],
    attributes: { transA: Number(isATransposed), transB: Number(isBTransposed) },
    gradient: (g) => [
      isATransposed
        ? matrixProduct(b, g, { a: isBTransposed, b: true })
        : matrixProduct(g, b, { a: false, b: !isBTransposed }),
      isBTransposed
        ? matrixProduct(g, a, { a: true, b: isATransposed })
        : matrixProduct(a, g, { a: !isATransposed, b: false }),
    ],
  });
}

/** One layer: rows [n, from] times weights [from, to], plus a bias [to]. */
export function linear(x: Tensor, weights: Tensor, bias: Tensor): Tensor {
  const [rows, from] = orient(x, false);
  const [fromOfWeights, to] = orient(weights, false);
  if (from !== fromOfWeights || bias.shape.length !== 1 || bias.shape[0] !== to) {
    throw new InvalidInputError(`${mismatch(x, weights)}, bias ${formatShape(bias.shape)}`);
  }
  return x.graph.apply('Gemm', [x, weights, bias], {
    shape: [rows, to],
    gradient: (g) => [matrixProduct(g, weights, { b: true }), matrixProduct(x, g, { a: true }), sum(g, [0])],
  });
}

/** Products of matrices in the last two axes; the axes before them broadcast. */
export function batchedProduct(a: Tensor, b: Tensor): Tensor {
  const [rows, inner] = a.shape.slice(-2);
  const [innerOfB, columns] = b.shape.slice(-2);
  if (rows === undefined || columns === undefined || inner !== innerOfB) throw new InvalidInputError(mismatch(a, b));
  return a.graph.apply('MatMul', [a, b], {
    shape: [...broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, columns],
    gradient: (g) => [
      sumToShape(batchedProduct(g, transposeLast(b)), a.shape),
      sumToShape(batchedProduct(transposeLast(a), g), b.shape),
    ],
  });
}

/** The tensor with its last two axes exchanged. */
export function transposeLast(x: Tensor): Tensor {
  const axes = x.shape.map((_, axis) => axis);
  const last = axes.splice(-2).reverse();
  return transpose(x, [...axes, ...last]);
}

function orient(matrix: Tensor, isTransposed: boolean): readonly [rows: number | string, columns: number | string] {
  const [rows, columns] = matrix.shape;
  if (matrix.shape.length !== 2 || rows === undefined || columns === undefined) {
    throw new InvalidInputError(`${matrix.name} has shape ${formatShape(matrix.shape)}; a matrix has two axes`);
  }
  return isTransposed ? [columns, rows] : [rows, columns];
}

function mismatch(a: Tensor, b: Tensor, transposed: Transposed = {}): string {
  const text = (x: Tensor, isTransposed = false) => `${formatShape(x.shape)}${isTransposed ? ' transposed' : ''}`;
  return `a product of ${text(a, transposed.a)} and ${text(b, transposed.b)} does not exist`;
}
