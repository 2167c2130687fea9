import { Graph } from '../graph/graph';
import { add, divide, minimum, multiply, sqrt, square, subtract } from '../graph/operators/elementwise';
import { normOf } from './training-graph';

export type AdamSettings = {
  /** beta1: decay of the mean of past gradients, 0 to below 1. */
  readonly beta1: number;
  /** beta2: decay of the mean of their squares, 0 to below 1. */
  readonly beta2: number;
  /** Added to the square root of that mean. */
  readonly epsilon: number;
  /** Max gradient norm: a longer gradient is scaled down to it first. */
  readonly maxGradientNorm: number;
};

export const DEFAULT_ADAM: AdamSettings = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, maxGradientNorm: 1 };

/**
 * The graph that takes one step of Adam with the summed gradient, on whole vectors. Inputs: `parameters`, `gradient_sum`,
 * `first_moment`, `second_moment` [count]; scalars `learning_rate`, `first_correction` = 1 / (1 - beta1^t) and
 * `second_correction` = 1 / (1 - beta2^t) at step t from 1. Outputs: `new_parameters`, `new_first_moment`,
 * `new_second_moment`, `gradient_norm` before it was clipped, `parameter_norm`.
 *
 * @see Adam, arXiv 1412.6980, algorithm 1
 */
export function encodeAdamGraph(count: number, settings: AdamSettings): Uint8Array {
  const { beta1, beta2, epsilon, maxGradientNorm } = settings;
  const graph = new Graph();
  const vector = (name: string) => graph.input(name, [count]);
  const [parameters, gradient] = [vector('parameters'), vector('gradient_sum')];
  const norm = normOf(gradient);
  const scale = minimum(divide(graph.scalar(maxGradientNorm), add(norm, 1e-6)), graph.scalar(1));
  const clipped = multiply(gradient, scale);
  const first = add(multiply(vector('first_moment'), beta1), multiply(clipped, 1 - beta1));
  const second = add(multiply(vector('second_moment'), beta2), multiply(square(clipped), 1 - beta2));

  const direction = multiply(first, graph.input('first_correction', []));
  const spread = add(sqrt(multiply(second, graph.input('second_correction', []))), epsilon);
  const step = multiply(divide(direction, spread), graph.input('learning_rate', []));
  const next = subtract(parameters, step);
  graph.output('new_parameters', next);
  graph.output('new_first_moment', first);
  graph.output('new_second_moment', second);
  graph.output('gradient_norm', norm);
  graph.output('parameter_norm', normOf(next));
  return graph.encode();
}
