import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Graph, type Tensor } from '../../../src/training/graph/graph';
import { both, cast, equal, less, lessOrEqual } from '../../../src/training/graph/operators/elementwise';
import { oneHot } from '../../../src/training/graph/operators/indexing';
import { floats, integers, ModelRunner } from '../support/model-runner';
import { largestGradientError } from './finite-differences';
import { GRADIENT_CASES, OPERATORS_WITHOUT_GRADIENT } from './gradient-cases';

/** A difference over 8e-3 of single-precision results is right to about 1e-4. */
const MAX_ERROR = 5e-4;

const OPERATOR_FOLDER = path.join(__dirname, '../../../src/training/graph/operators');

describe('operators', () => {
  const runner = new ModelRunner();
  afterAll(() => runner.close());

  it.each(GRADIENT_CASES.map((each) => [[each.operator, each.variant].filter(Boolean).join(', '), each] as const))(
    'gives the gradient that differences give: %s',
    async (_, gradientCase) => {
      expect(await largestGradientError(runner, gradientCase)).toBeLessThan(MAX_ERROR);
    },
  );

  it('has a case for every operator that its files export', () => {
    const exported = readdirSync(OPERATOR_FOLDER).flatMap((file) =>
      Object.keys(jest.requireActual<Record<string, unknown>>(path.join(OPERATOR_FOLDER, file))),
    );
    const covered = [...new Set(GRADIENT_CASES.map(({ operator }) => operator)), ...OPERATORS_WITHOUT_GRADIENT];
    expect(exported.length).toBeGreaterThan(30);
    expect(exported.sort()).toEqual(covered.sort());
  });

  it('takes no gradient through conditions, types and one-hot rows', async () => {
    const graph = new Graph();
    const [a, b] = [graph.parameter('a', [4]), graph.parameter('b', [4])];
    const index = graph.input('index', [2], 'int32');
    const results: Record<string, Tensor> = {
      less: less(a, b),
      lessOrEqual: lessOrEqual(a, b),
      equal: equal(a, b),
      both: both(less(a, b), lessOrEqual(a, b)),
      cast: cast(a, 'int64'),
      oneHot: oneHot(index, 3),
    };
    expect(Object.keys(results).sort()).toEqual([...OPERATORS_WITHOUT_GRADIENT].sort());
    for (const [name, tensor] of Object.entries(results)) {
      expect(tensor.isDifferentiable).toBe(false);
      graph.output(name, cast(tensor, 'float32'));
    }
    const outputs = await runner.load(graph.encode())({
      a: floats([1, 2, 3, -1], [4]),
      b: floats([2, 2, 1, -1], [4]),
      index: integers([2, 0], [2]),
    });
    expect(Object.fromEntries(Object.entries(outputs).map(([name, { values }]) => [name, [...values]]))).toEqual({
      less: [1, 0, 0, 0],
      lessOrEqual: [1, 1, 0, 1],
      equal: [0, 1, 0, 1],
      both: [1, 0, 0, 0],
      cast: [1, 2, 3, -1],
      oneHot: [0, 0, 1, 1, 0, 0],
    });
  });
});
