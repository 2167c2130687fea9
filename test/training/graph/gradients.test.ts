import { InvalidInputError } from '../../../src/errors';
import { Graph, type Tensor } from '../../../src/training/graph/graph';
import { gradients } from '../../../src/training/graph/gradients';
import { expand, reshape, sum } from '../../../src/training/graph/operators/broadcasting';
import { add, exp, less, multiply, square, where } from '../../../src/training/graph/operators/elementwise';
import { groupRows } from '../../../src/training/graph/operators/grouping';
import { gatherRows, oneHot, slice } from '../../../src/training/graph/operators/indexing';
import { linear, matrixProduct } from '../../../src/training/graph/operators/linear';
import { softmax } from '../../../src/training/graph/operators/reductions';
import { floats, integers, ModelRunner } from '../support/model-runner';
import { largestGradientError } from './finite-differences';
import { GRADIENT_CASES } from './gradient-cases';

/** Operators that cannot work without knowing a length, or whose cases fix it by a target shape or by their indices. */
const NEEDS_LENGTHS = [
  'slice',
  'pad',
  'concatenate',
  'reshape',
  'expand',
  'sumToShape',
  'scatterAddRows',
  'groupRows',
  'ungroupRows',
];

describe('gradients', () => {
  const runner = new ModelRunner();
  afterAll(() => runner.close());

  it('doubles what a tensor used twice receives', async () => {
    const graph = new Graph();
    const x = graph.parameter('x', [2]);
    const loss = sum(add(multiply(x, x), multiply(x, 3)), [0]);
    graph.output('gradient', gradients(loss, [x])[0]!);
    const { gradient } = await runner.load(graph.encode())({ x: floats([1, -2], [2]) });
    expect([...gradient!.values]).toEqual([5, -1]);
  });

  it('gives zeros of its shape to a parameter that the loss does not depend on', async () => {
    const graph = new Graph();
    const [used, unused] = [graph.parameter('used', [2]), graph.parameter('unused', ['rows', 3])];
    const [, gradient] = gradients(sum(square(used), [0]), [used, unused]);
    graph.output('gradient', gradient!);
    const outputs = await runner.load(graph.encode())({ used: floats([1, 2], [2]), unused: floats([1, 2, 3], [1, 3]) });
    expect(outputs.gradient).toEqual({ values: Float64Array.of(0, 0, 0), shape: [1, 3] });
  });

  it('sums back along axes that were stretched, and not along those that were not', () => {
    const graph = new Graph();
    const [wide, narrow] = [graph.parameter('wide', ['rows', 1, 3]), graph.parameter('narrow', ['columns', 1])];
    const product = multiply(wide, narrow);
    expect(product.shape).toEqual(['rows', 'columns', 3]);
    const found = gradients(sum(product, [0, 1, 2]), [wide, narrow]);
    expect(found.map(({ shape }) => shape)).toEqual([wide.shape, narrow.shape]);
  });

  it.each(
    GRADIENT_CASES.filter(({ operator }) => !NEEDS_LENGTHS.includes(operator)).map(
      (each) => [[each.operator, each.variant].filter(Boolean).join(', '), each] as const,
    ),
  )('gives the same when lengths are known only as it runs: %s', async (_, gradientCase) => {
    const names = (shape: readonly number[]) => shape.map((length) => (length === 1 ? 1 : `n${length}`));
    expect(await largestGradientError(runner, gradientCase, names)).toBeLessThan(5e-4);
  });

  it('runs one graph on batches of different sizes', async () => {
    const graph = new Graph();
    const weights = graph.parameter('weights', [2, 1]);
    const x = graph.input('x', ['rows', 2]);
    const loss = sum(square(matrixProduct(x, weights)), [0, 1]);
    graph.output('gradient', gradients(loss, [weights])[0]!);
    const run = runner.load(graph.encode());
    const w = floats([1, 2], [2, 1]);
    const one = await run({ weights: w, x: floats([1, 1], [1, 2]) });
    const three = await run({ weights: w, x: floats([1, 1, 1, 1, 1, 1], [3, 2]) });
    expect([...one.gradient!.values]).toEqual([6, 6]);
    expect([...three.gradient!.values]).toEqual([18, 18]);
  });

  it('takes a slice of an input as a parameter', async () => {
    const graph = new Graph();
    const all = graph.input('all', [3]);
    const part = graph.asParameter(slice(all, 0, [1, 3]));
    graph.output('gradient', gradients(sum(square(part), [0]), [part])[0]!);
    const { gradient } = await runner.load(graph.encode())({ all: floats([5, 1, 2], [3]) });
    expect([...gradient!.values]).toEqual([2, 4]);
  });

  it('refuses to add rows of repeated indices on several threads, and says what to use', () => {
    const build = (threads: number, isIndexUnique: boolean) => {
      const graph = new Graph(threads);
      const [table, index] = [graph.parameter('table', [5, 3]), graph.input('index', ['n'], 'int32')];
      const rows = gatherRows(table, index, { isIndexUnique });
      return () => gradients(sum(rows, [0, 1]), [table]);
    };
    expect(build(2, false)).toThrow(InvalidInputError);
    expect(build(2, false)).toThrow(/index races when an index repeats and 2 threads.*use oneHot/);
    expect(build(2, true)).not.toThrow();
    expect(build(1, false)).not.toThrow();
  });

  it('gets the gradient of a table by one-hot rows when indices repeat, on any number of threads', async () => {
    const graph = new Graph(2);
    const [table, index] = [graph.parameter('table', [3, 2]), graph.input('index', ['n'], 'int32')];
    const rows = matrixProduct(oneHot(index, 3), table);
    graph.output('gradient', gradients(sum(rows, [0, 1]), [table])[0]!);
    const feeds = { table: floats([1, 2, 3, 4, 5, 6], [3, 2]), index: integers([2, 0, 2], [3]) };
    expect([...(await runner.load(graph.encode())(feeds)).gradient!.values]).toEqual([1, 1, 0, 0, 2, 2]);
  });

  it('differentiates what it made once more', async () => {
    const graph = new Graph();
    const x = graph.parameter('x', []);
    const [first] = gradients(exp(square(x)), [x]);
    graph.output('second', gradients(first!, [x])[0]!);
    const { second } = await runner.load(graph.encode())({ x: floats([0.5], []) });
    expect(second!.values[0]).toBeCloseTo((2 + 4 * 0.25) * Math.exp(0.25), 5);
  });

  it.each<[string, (graph: Graph, x: Tensor) => unknown, string]>([
    ['a loss that is no scalar', (_, x) => gradients(x, [x]), 'shape [rows, 3]; gradients are taken of a scalar'],
    [
      'a gradient by what is no parameter',
      (graph, x) => gradients(sum(x, [0, 1]), [graph.input('y', [])]),
      'y is not a parameter',
    ],
    ['shapes that do not broadcast', (graph, x) => add(x, graph.input('y', [4])), '3 and 4'],
    ['named lengths that may differ', (graph, x) => add(x, graph.input('y', ['columns'])), '3 and columns'],
    ['a product of shapes that do not fit', (graph, x) => matrixProduct(x, graph.input('y', [4, 2])), 'does not exist'],
    ['a bias that does not fit', (graph, x) => linear(x, graph.input('w', [3, 2]), graph.input('b', [3])), 'bias [3]'],
    [
      'a vector in the place of a matrix',
      (graph, x) => matrixProduct(x, graph.input('y', [3])),
      'a matrix has two axes',
    ],
    ['an axis that does not exist', (_, x) => softmax(x, 2), 'axis 2 of shape [rows, 3]'],
    ['a slice of a named length', (_, x) => slice(x, 0, [0, 1]), 'no length known to the builder'],
    ['a slice beyond the end', (_, x) => slice(x, 1, [1, 4]), 'elements 1 to 4'],
    ['a shape of another size', (graph) => reshape(graph.input('y', [2, 3]), [5]), '[2, 3] cannot be reshaped to [5]'],
    ['an expansion that would shrink', (graph) => expand(graph.input('y', [2, 3]), [1, 3]), 'cannot be expanded'],
    ['a name that is taken', (graph) => graph.input('x', []), 'already has a tensor x'],
    [
      'a length that nothing has',
      (graph) => graph.length('batch'),
      'no tensor of the graph has an axis of length batch',
    ],
    ['a weight that does not fill its shape', (graph) => graph.weight('w', [2, 2], new Float32Array(3)), '3 values'],
    ['a tensor of another graph', (_, x) => add(x, new Graph().input('y', [3])), 'y belongs to another graph'],
    [
      'groups of another number of rows',
      (graph, x) => {
        const [rowOfSlot, slotOfRow] = [graph.input('r', [2, 2], 'int32'), graph.input('s', [4], 'int32')];
        return groupRows(x, { rowOfSlot, slotOfRow }, 0);
      },
      'x has rows rows; the groups have 4',
    ],
    ['a model without an output', (graph) => graph.encode(), 'no output'],
  ])('refuses %s', (_, attempt, message) => {
    const refused = () => {
      const graph = new Graph();
      return attempt(graph, graph.parameter('x', ['rows', 3]));
    };
    expect(refused).toThrow(InvalidInputError);
    expect(refused).toThrow(message);
  });

  it('leaves out of the model what no output needs', () => {
    const graph = new Graph();
    const x = graph.input('x', [2]);
    exp(x);
    graph.output('y', where(less(x, graph.scalar(0)), x, graph.scalar(1)));
    expect(graph.define().nodes.map(({ operator }) => operator)).toEqual(['Less', 'Where', 'Identity']);
  });

  it('writes the same bytes for the same graph, whatever the order of the metadata', () => {
    const encode = (metadata: Record<string, string>) => {
      const graph = new Graph();
      graph.output('y', exp(graph.input('x', ['rows'])));
      return graph.encode(metadata);
    };
    expect(encode({ a: '1', b: '2' })).toEqual(encode({ b: '2', a: '1' }));
    expect(encode({ a: '1' })).not.toEqual(encode({ a: '2' }));
  });
});
