import type { Random } from '../../random';
import { centerWithinTasks } from '../association/center-within-tasks';
import { sumOfProducts } from '../numeric/sum-carefully';
import { orderByTask } from '../passes/task-order';

/** Tolerance of "at least as large": a permutation that restores the observed order must count. */
const TIE_TOLERANCE = 1e-12;
const PROGRESS_STEP = 100;

/** Several figures per rollout, each tested against the outcome. */
export type WithinTaskPermutation = {
  /** One list per figure, each with one finite number per rollout. */
  readonly figures: readonly ArrayLike<number>[];
  readonly outcomes: ArrayLike<number>;
  /** Task of each rollout, from 0 to taskCount - 1. */
  readonly taskIndex: Uint32Array;
  readonly taskCount: number;
  /** B, the number of permutations, 0 or more. */
  readonly draws: number;
  readonly random: Random;
  readonly onProgress?: ((drawsDone: number) => void) | undefined;
};

/**
 * Nonzero deviations of a figure relative to the first rollout of the task. Deviations of outcomes sum to 0 within a
 * task, so subtracting a constant from the figure there does not change the sum of products and avoids most of the
 * work.
 */
type SparseFigure = { readonly positions: Uint32Array; readonly values: Float64Array };

/** The rollouts of tasks with mixed outcomes, task by task; other tasks add 0 to every sum of products. */
type MixedTasks = {
  /** Deviation of each rollout's outcome from the mean of its task; shuffled in place. */
  readonly outcomes: Float64Array;
  readonly figures: readonly SparseFigure[];
  /** Square root of the sum of squares of each figure over all tasks, times that of the outcomes. */
  readonly norms: readonly number[];
  /** Task t has the rollouts `offsets[t]` to `offsets[t + 1] - 1`. */
  readonly offsets: readonly number[];
};

/**
 * Two-sided p-value of the within-task correlation of each figure with the outcome, by permuting outcomes within tasks:
 * `(1 + #{|permuted| >= |observed| - 1e-12}) / (1 + B)`. All figures use the same permutations.
 *
 * @returns one p-value per figure, 1 / (1 + B) to 1; null when the figure is constant within every task, or no task has
 *   mixed outcomes
 * @throws InvalidInputError when lengths differ or a number is not finite
 * @see specs/calibration.md section 3; the + 1 of Phipson and Smyth 2010, so that p is never 0
 */
export function permuteWithinTasks(permutation: WithinTaskPermutation): (number | null)[] {
  const { figures, draws, random, onProgress } = permutation;
  const mixed = selectMixedTasks(permutation);
  const observed = correlate(mixed);
  const asExtreme = new Float64Array(figures.length);
  for (let draw = 0; draw < draws; draw += 1) {
    shuffleWithinTasks(mixed, random);
    const permuted = correlate(mixed);
    for (let figure = 0; figure < figures.length; figure += 1) {
      if (Math.abs(permuted[figure]!) >= Math.abs(observed[figure]!) - TIE_TOLERANCE) asExtreme[figure]! += 1;
    }
    if ((draw + 1) % PROGRESS_STEP === 0) onProgress?.(draw + 1);
  }
  return figures.map((_, figure) => (mixed.norms[figure] === 0 ? null : (1 + asExtreme[figure]!) / (1 + draws)));
}

function selectMixedTasks({ figures, outcomes, taskIndex, taskCount }: WithinTaskPermutation): MixedTasks {
  const taskOrder = orderByTask(taskIndex, taskCount);
  const outcomeDeviations = centerWithinTasks(outcomes, taskOrder);
  const figureDeviations = figures.map((figure) => centerWithinTasks(figure, taskOrder));
  const outcomeNorm = rootOfSquares(outcomeDeviations);
  const positions: number[] = [];
  const offsets = [0];
  for (let task = 0; task < taskCount; task += 1) {
    const members = taskOrder.order.subarray(taskOrder.offsets[task], taskOrder.offsets[task + 1]);
    if (members.every((position) => outcomeDeviations[position] === 0)) continue;
    for (const position of members) positions.push(position);
    offsets.push(positions.length);
  }
  return {
    outcomes: Float64Array.from(positions, (position) => outcomeDeviations[position]!),
    figures: figureDeviations.map((deviations) => sparseFigure(positions, offsets, deviations)),
    norms: figureDeviations.map((deviations) => rootOfSquares(deviations) * outcomeNorm),
    offsets,
  };
}

function sparseFigure(rollouts: readonly number[], offsets: readonly number[], deviations: Float64Array): SparseFigure {
  const positions: number[] = [];
  const values: number[] = [];
  for (let task = 0; task + 1 < offsets.length; task += 1) {
    const first = deviations[rollouts[offsets[task]!]!]!;
    for (let position = offsets[task]!; position < offsets[task + 1]!; position += 1) {
      const value = deviations[rollouts[position]!]! - first;
      if (value === 0) continue;
      positions.push(position);
      values.push(value);
    }
  }
  return { positions: Uint32Array.from(positions), values: Float64Array.from(values) };
}

function rootOfSquares(deviations: Float64Array): number {
  return Math.sqrt(sumOfProducts(deviations, deviations));
}

/** Fisher-Yates shuffle, task by task; all orders of a task's outcomes are equally likely. */
function shuffleWithinTasks({ outcomes, offsets }: MixedTasks, random: Random): void {
  for (let task = 0; task + 1 < offsets.length; task += 1) {
    const start = offsets[task]!;
    for (let last = offsets[task + 1]! - 1; last > start; last -= 1) {
      const chosen = random.integer(start, last);
      const kept = outcomes[chosen]!;
      outcomes[chosen] = outcomes[last]!;
      outcomes[last] = kept;
    }
  }
}

/** Correlation of each figure with the outcomes in their current order; 0 where undefined. */
function correlate({ outcomes, figures, norms }: MixedTasks): number[] {
  return figures.map(({ positions, values }, figure) => {
    let products = 0;
    for (let i = 0; i < positions.length; i += 1) products += outcomes[positions[i]!]! * values[i]!;
    return norms[figure] === 0 ? 0 : products / norms[figure]!;
  });
}
