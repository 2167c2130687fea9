import { createRandom } from '../../../src/domain/random';
import { Graph, type Tensor } from '../../../src/training/graph/graph';
import { gradients } from '../../../src/training/graph/gradients';
import { multiply } from '../../../src/training/graph/operators/elementwise';
import { sum } from '../../../src/training/graph/operators/broadcasting';
import type { Shape } from '../../../src/training/graph/shape';
import { floats, integers, type ModelRunner } from '../support/model-runner';
import type { GradientCase } from './gradient-cases';

/** Half the distance between the two points of a difference. */
const STEP = 4e-3;

/**
 * The gradient that the builder makes, against central differences of the operator's own result.
 *
 * The loss is the sum of the result times fixed random weights, added up in double precision.
 *
 * @param nameAxes gives each operand's axes names, as if their lengths were not known to the builder
 * @returns the largest of |made - difference| / (1 + |difference|) over all elements of all operands
 */
export async function largestGradientError(
  runner: ModelRunner,
  { operands, indices = [], build }: GradientCase,
  nameAxes: (shape: readonly number[]) => Shape = (shape) => shape,
): Promise<number> {
  const graph = new Graph();
  const parameters = operands.map(({ shape }, i) => graph.parameter(`x${i}`, nameAxes(shape)));
  const positions = indices.map(({ shape }, i) => graph.input(`i${i}`, shape, 'int32'));
  const result = build(parameters, positions);
  const weights = graph.input('weights', result.shape);
  const loss = sum(
    multiply(result, weights),
    result.shape.map((_, axis) => axis),
  );
  graph.output('result', result);
  gradients(loss, parameters).forEach((gradient: Tensor, i) => {
    graph.output(`gradient${i}`, gradient);
  });

  const run = runner.load(graph.encode());
  const random = createRandom(17);
  const draw = (size: number, from = -1, to = 1) =>
    Float32Array.from({ length: size }, () => from + (to - from) * random.next());
  const points = operands.map(({ shape, from, to }) => draw(sizeOf(shape), from, to));
  const given = Object.fromEntries(indices.map(({ values, shape }, i) => [`i${i}`, integers(values, shape)]));
  const evaluate = (at: readonly Float32Array[], ones: Float32Array, shape: readonly number[]) =>
    run({
      ...given,
      ...Object.fromEntries(operands.map((operand, i) => [`x${i}`, floats(at[i]!, operand.shape)])),
      weights: floats(ones, shape),
    });

  const shape = shapeOfResult({ operands, indices, build });
  const randomWeights = draw(sizeOf(shape));
  const lossAt = async (at: readonly Float32Array[]) => {
    const { values } = (await evaluate(at, randomWeights, shape)).result!;
    return values.reduce((total, value, i) => total + value * randomWeights[i]!, 0);
  };
  const made = await evaluate(points, randomWeights, shape);
  let largest = 0;
  for (const [i, point] of points.entries()) {
    const gradient = made[`gradient${i}`]!;
    expect(gradient.shape).toEqual(operands[i]!.shape);
    for (const [k, x] of point.entries()) {
      const [above, below] = [point.with(k, x + STEP), point.with(k, x - STEP)];
      const rise = (await lossAt(points.with(i, above))) - (await lossAt(points.with(i, below)));
      const difference = rise / (above[k]! - below[k]!);
      largest = Math.max(largest, Math.abs(gradient.values[k]! - difference) / (1 + Math.abs(difference)));
    }
  }
  return largest;
}

/** With all lengths known, the builder knows the shape of the result. */
function shapeOfResult({ operands, indices = [], build }: Omit<GradientCase, 'operator'>): number[] {
  const graph = new Graph();
  const { shape } = build(
    operands.map((operand, i) => graph.parameter(`x${i}`, operand.shape)),
    indices.map((index, i) => graph.input(`i${i}`, index.shape, 'int32')),
  );
  return shape.map((length) => Number(length));
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
