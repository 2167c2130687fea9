import type { Tensor } from '../../../src/training/graph/graph';
import * as broadcasting from '../../../src/training/graph/operators/broadcasting';
import * as elementwise from '../../../src/training/graph/operators/elementwise';
import * as grouping from '../../../src/training/graph/operators/grouping';
import * as indexing from '../../../src/training/graph/operators/indexing';
import * as linear from '../../../src/training/graph/operators/linear';
import * as reductions from '../../../src/training/graph/operators/reductions';

/** Numbers of one operand: random between two bounds. */
export type Operand = { readonly shape: readonly number[]; readonly from?: number; readonly to?: number };

/** One gradient to compare with finite differences. */
export type GradientCase = {
  readonly operator: string;
  readonly variant?: string;
  readonly operands: readonly Operand[];
  /** Whole numbers that the operator reads positions from. */
  readonly indices?: readonly { readonly values: readonly number[]; readonly shape: readonly number[] }[];
  readonly build: (operands: readonly Tensor[], indices: readonly Tensor[]) => Tensor;
};

const anywhere = (...shape: number[]): Operand => ({ shape });
const positive = (...shape: number[]): Operand => ({ shape, from: 0.5, to: 2 });

function unary(operator: string, apply: (x: Tensor) => Tensor, operand = anywhere(3, 4)): GradientCase {
  return { operator, operands: [operand], build: ([x]) => apply(x!) };
}

function binary(operator: string, apply: (a: Tensor, b: Tensor) => Tensor, right = anywhere(3, 1)): GradientCase[] {
  const build: GradientCase['build'] = ([a, b]) => apply(a!, b!);
  return [
    { operator, operands: [anywhere(2, 3, 4), right], variant: 'right one stretched', build },
    { operator, operands: [positive(1, 2), { ...right, shape: [3, 2] }], variant: 'left one stretched', build },
    { operator, operands: [anywhere(2, 3), { ...right, shape: [2, 3] }], build },
  ];
}

const BROADCASTING: readonly GradientCase[] = [
  unary('reshape', (x) => broadcasting.reshape(x, [2, 6])),
  unary('transpose', (x) => broadcasting.transpose(x, [2, 0, 1]), anywhere(2, 3, 4)),
  unary('expand', (x) => broadcasting.expand(x, [2, 3, 4]), anywhere(3, 1)),
  unary('sum', (x) => broadcasting.sum(x, [0, -1]), anywhere(2, 3, 4)),
  { ...unary('sum', (x) => broadcasting.sum(x, [1], { keepAxes: true }), anywhere(2, 3, 4)), variant: 'axes kept' },
  unary('sumToShape', (x) => broadcasting.sumToShape(x, [3, 1]), anywhere(2, 3, 4)),
];

const ELEMENTWISE: readonly GradientCase[] = [
  ...binary('add', elementwise.add),
  ...binary('subtract', elementwise.subtract),
  ...binary('multiply', elementwise.multiply),
  ...binary('divide', elementwise.divide, positive(4)),
  ...binary('minimum', elementwise.minimum),
  ...binary('maximum', elementwise.maximum),
  unary('negate', elementwise.negate),
  unary('exp', elementwise.exp),
  unary('log', elementwise.log, positive(3, 4)),
  unary('sqrt', elementwise.sqrt, positive(3, 4)),
  unary('square', elementwise.square),
  unary('power', (x) => elementwise.power(x, 2.5), positive(3, 4)),
  unary('tanh', elementwise.tanh),
  unary('sigmoid', elementwise.sigmoid),
  unary('relu', elementwise.relu),
  unary('erf', elementwise.erf),
  unary('gelu', elementwise.gelu),
  unary('clamp', (x) => elementwise.clamp(x, -0.51, 0.37)),
  {
    operator: 'where',
    operands: [anywhere(2, 3), anywhere(3)],
    build: ([a, b]) => elementwise.where(elementwise.less(a!, b!), elementwise.square(a!), b!),
  },
];

const REDUCTIONS: readonly GradientCase[] = [
  unary('mean', (x) => reductions.mean(x, [0, -1]), anywhere(2, 3, 4)),
  unary('largest', (x) => reductions.largest(x, 1), anywhere(2, 3, 4)),
  unary('smallest', (x) => reductions.smallest(x, -1, { keepAxes: true }), anywhere(2, 3, 4)),
  unary('softmax', (x) => reductions.softmax(x)),
  { ...unary('softmax', (x) => reductions.softmax(x, 0)), variant: 'over the first axis' },
  unary('logSoftmax', (x) => reductions.logSoftmax(x)),
  {
    operator: 'layerNorm',
    operands: [anywhere(3, 8), anywhere(8), anywhere(8)],
    build: ([x, scale, shift]) => reductions.layerNorm(x!, scale!, shift!),
  },
];

const LINEAR: readonly GradientCase[] = [
  ...[false, true].flatMap((a) =>
    [false, true].map((b): GradientCase => ({
      operator: 'matrixProduct',
      variant: `first ${a ? 'transposed' : 'as it is'}, second ${b ? 'transposed' : 'as it is'}`,
      operands: [anywhere(...(a ? [5, 3] : [3, 5])), anywhere(...(b ? [4, 5] : [5, 4]))],
      build: ([left, right]) => linear.matrixProduct(left!, right!, { a, b }),
    })),
  ),
  {
    operator: 'linear',
    operands: [anywhere(3, 5), anywhere(5, 4), anywhere(4)],
    build: ([x, weights, bias]) => linear.linear(x!, weights!, bias!),
  },
  {
    operator: 'batchedProduct',
    operands: [anywhere(2, 2, 3, 5), anywhere(2, 2, 5, 4)],
    build: ([a, b]) => linear.batchedProduct(a!, b!),
  },
  {
    operator: 'batchedProduct',
    variant: 'one matrix for the whole batch',
    operands: [anywhere(2, 3, 5), anywhere(1, 5, 4)],
    build: ([a, b]) => linear.batchedProduct(a!, b!),
  },
  unary('transposeLast', linear.transposeLast, anywhere(2, 3, 4)),
];

const ROWS_TWICE = { values: [0, 1, 1, 4, 1, 0], shape: [2, 3] };
const ROWS_ONCE = { values: [4, 0, 2], shape: [3] };
/** Five rows in groups of 2 and 3, the first with a hole. */
const GROUPS = [
  { values: [0, 1, 5, 2, 3, 4], shape: [2, 3] },
  { values: [0, 1, 3, 4, 5], shape: [5] },
] as const;

const INDEXING: readonly GradientCase[] = [
  unary('slice', (x) => indexing.slice(x, 1, [2, 5]), anywhere(2, 6)),
  unary('pad', (x) => indexing.pad(x, 0, [1, 2]), anywhere(2, 3)),
  {
    operator: 'concatenate',
    operands: [anywhere(2, 3), anywhere(2, 1), anywhere(2, 2)],
    build: ([a, b, c]) => indexing.concatenate([a!, b!, c!], 1),
  },
  {
    operator: 'gatherRows',
    variant: 'rows repeat',
    operands: [anywhere(5, 3)],
    indices: [ROWS_TWICE],
    build: ([table], [index]) => indexing.gatherRows(table!, index!, { isIndexUnique: false }),
  },
  {
    operator: 'gatherRows',
    operands: [anywhere(5, 3)],
    indices: [ROWS_ONCE],
    build: ([table], [index]) => indexing.gatherRows(table!, index!, { isIndexUnique: true }),
  },
  {
    operator: 'scatterAddRows',
    operands: [anywhere(2, 3, 4)],
    indices: [ROWS_TWICE],
    build: ([rows], [index]) => indexing.scatterAddRows(rows!, index!, { shape: [5, 4], isIndexUnique: false }),
  },
  {
    operator: 'takeAlongLast',
    operands: [anywhere(2, 4)],
    indices: [{ values: [0, 3, 3, 1, 1, 1], shape: [2, 3] }],
    build: ([x], [index]) => indexing.takeAlongLast(x!, index!),
  },
];

const GROUPING: readonly GradientCase[] = [
  {
    operator: 'groupRows',
    operands: [anywhere(5, 2)],
    indices: GROUPS,
    build: ([rows], [rowOfSlot, slotOfRow]) =>
      grouping.groupRows(rows!, { rowOfSlot: rowOfSlot!, slotOfRow: slotOfRow! }, -2),
  },
  {
    operator: 'ungroupRows',
    operands: [anywhere(2, 3, 2)],
    indices: GROUPS,
    build: ([grouped], [rowOfSlot, slotOfRow]) =>
      grouping.ungroupRows(grouped!, { rowOfSlot: rowOfSlot!, slotOfRow: slotOfRow! }),
  },
];

/** One case at least for every operator with a gradient; a test compares the names with what the operators' files export. */
export const GRADIENT_CASES: readonly GradientCase[] = [
  ...BROADCASTING,
  ...ELEMENTWISE,
  ...REDUCTIONS,
  ...LINEAR,
  ...INDEXING,
  ...GROUPING,
];

/** Operators that give conditions, types or constants: nothing flows back through them. */
export const OPERATORS_WITHOUT_GRADIENT: readonly string[] = ['less', 'lessOrEqual', 'equal', 'both', 'cast', 'oneHot'];
