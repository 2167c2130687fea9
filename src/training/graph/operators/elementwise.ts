import { ELEMENT_TYPES, type ElementType } from '../../../onnx/onnx-model';
import type { Tensor } from '../graph';
import { broadcastShapes } from '../shape';
import { sumToShape } from './broadcasting';

/** A tensor, or a number for a constant. */
type Operand = Tensor | number;

/** Gradients by the two operands, in the shape of the result: `combine` sums each back to its operand's shape. */
type Shares = (received: Tensor, result: Tensor) => readonly [Tensor, Tensor];

export function add(a: Tensor, b: Operand): Tensor {
  return combine('Add', [a, asTensor(a, b)], (g) => [g, g]);
}

export function subtract(a: Tensor, b: Operand): Tensor {
  return combine('Sub', [a, asTensor(a, b)], (g) => [g, negate(g)]);
}

export function multiply(a: Tensor, b: Operand): Tensor {
  const factor = asTensor(a, b);
  return combine('Mul', [a, factor], (g) => [multiply(g, factor), multiply(g, a)]);
}

export function divide(a: Tensor, b: Operand): Tensor {
  const divisor = asTensor(a, b);
  return combine('Div', [a, divisor], (g, quotient) => [
    divide(g, divisor),
    negate(divide(multiply(g, quotient), divisor)),
  ]);
}

/** The smaller of the two; where they are equal, the first gets the gradient. */
export function minimum(a: Tensor, b: Tensor): Tensor {
  return combine('Min', [a, b], (g) => splitBy(lessOrEqual(a, b), g));
}

/** The larger of the two; where they are equal, the first gets the gradient. */
export function maximum(a: Tensor, b: Tensor): Tensor {
  return combine('Max', [a, b], (g) => splitBy(lessOrEqual(b, a), g));
}

export function negate(x: Tensor): Tensor {
  return map('Neg', x, (g) => negate(g));
}

export function exp(x: Tensor): Tensor {
  return map('Exp', x, (g, y) => multiply(g, y));
}

export function log(x: Tensor): Tensor {
  return map('Log', x, (g) => divide(g, x));
}

export function sqrt(x: Tensor): Tensor {
  return map('Sqrt', x, (g, y) => divide(multiply(g, 0.5), y));
}

export function square(x: Tensor): Tensor {
  return multiply(x, x);
}

/** x to the power of a constant. */
export function power(x: Tensor, exponent: number): Tensor {
  return x.graph.apply('Pow', [x, x.graph.scalar(exponent)], {
    shape: x.shape,
    gradient: (g) => [multiply(g, multiply(power(x, exponent - 1), exponent)), null],
  });
}

export function tanh(x: Tensor): Tensor {
  return map('Tanh', x, (g, y) => subtract(g, multiply(g, square(y))));
}

export function sigmoid(x: Tensor): Tensor {
  return map('Sigmoid', x, (g, y) => multiply(g, subtract(y, square(y))));
}

/** max(x, 0); at 0 the gradient is 0. */
export function relu(x: Tensor): Tensor {
  return map('Relu', x, (g, y) => where(less(y.graph.scalar(0), y), g, y.graph.scalar(0)));
}

/** The error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x. */
export function erf(x: Tensor): Tensor {
  return map('Erf', x, (g) => multiply(g, multiply(exp(negate(square(x))), 2 / Math.sqrt(Math.PI))));
}

/** x times the normal distribution function of x. A composite, because ONNX has `Gelu` only from operator set 20. */
export function gelu(x: Tensor): Tensor {
  return multiply(x, multiply(add(erf(multiply(x, Math.SQRT1_2)), 1), 0.5));
}

/** x clipped to two scalar bounds; the gradient is 0 outside and passes on the bounds. */
export function clamp(x: Tensor, lowest: Operand, highest: Operand): Tensor {
  const [low, high] = [asTensor(x, lowest), asTensor(x, highest)];
  return x.graph.apply('Clip', [x, low, high], {
    shape: x.shape,
    gradient: (g) => [where(both(lessOrEqual(low, x), lessOrEqual(x, high)), g, x.graph.scalar(0)), null, null],
  });
}

/** `a` where the condition holds, else `b`. */
export function where(condition: Tensor, a: Tensor, b: Tensor): Tensor {
  const zero = a.graph.scalar(0);
  return a.graph.apply('Where', [condition, a, b], {
    shape: broadcastShapes(condition.shape, broadcastShapes(a.shape, b.shape)),
    gradient: (g) => [
      null,
      sumToShape(where(condition, g, zero), a.shape),
      sumToShape(where(condition, zero, g), b.shape),
    ],
  });
}

/** Whether a < b, elementwise; has no gradient, like the three below. */
export function less(a: Tensor, b: Tensor): Tensor {
  return compare('Less', a, b);
}

export function lessOrEqual(a: Tensor, b: Tensor): Tensor {
  return compare('LessOrEqual', a, b);
}

export function equal(a: Tensor, b: Tensor): Tensor {
  return compare('Equal', a, b);
}

/** Whether both hold. */
export function both(a: Tensor, b: Tensor): Tensor {
  return compare('And', a, b);
}

/** The values as another type; a condition becomes 1 or 0. Has no gradient. */
export function cast(x: Tensor, type: ElementType): Tensor {
  return x.graph.apply('Cast', [x], { shape: x.shape, type, attributes: { to: ELEMENT_TYPES[type] } });
}

function combine(operator: string, [a, b]: readonly [Tensor, Tensor], shares: Shares): Tensor {
  return a.graph.apply(operator, [a, b], {
    shape: broadcastShapes(a.shape, b.shape),
    gradient: (g, y) => {
      const [shareOfA, shareOfB] = shares(g, y);
      return [sumToShape(shareOfA, a.shape), sumToShape(shareOfB, b.shape)];
    },
  });
}

function map(operator: string, x: Tensor, share: (received: Tensor, result: Tensor) => Tensor): Tensor {
  return x.graph.apply(operator, [x], { shape: x.shape, gradient: (g, y) => [share(g, y)] });
}

function compare(operator: string, a: Tensor, b: Tensor): Tensor {
  return a.graph.apply(operator, [a, b], { shape: broadcastShapes(a.shape, b.shape), type: 'bool' });
}

/** The gradient to the first where the condition holds, to the second elsewhere. */
function splitBy(condition: Tensor, g: Tensor): [Tensor, Tensor] {
  const zero = g.graph.scalar(0);
  return [where(condition, g, zero), where(condition, zero, g)];
}

function asTensor(beside: Tensor, operand: Operand): Tensor {
  return typeof operand === 'number' ? beside.graph.scalar(operand) : operand;
}
