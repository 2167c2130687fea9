import { centerAndScale } from '../../statistics/association/center';
import { centerWithinTasks } from '../../statistics/association/center-within-tasks';
import { correlationOfSums } from '../../statistics/association/correlation-of-deviations';
import { orderByTask } from '../../statistics/passes/task-order';
import type { CalibrationInput } from '../calibration-input';

/**
 * Cells at the start of a task's row, before those of the tiers: rollouts, sum of o, sum of o^2, within-task sum of
 * o^2.
 */
const COMMON_CELLS = 4;
/** Cells per tier: sum of x, sum of x o, and the within-task sums of x^2 and x o. */
const TIER_CELLS = 4;

/**
 * Sums per task from which the correlations of any set of tasks follow, so that a draw costs a pass over tasks, not
 * rollouts. x is presence; o is the outcome, centred and scaled over all rollouts.
 */
export type TaskSums = {
  readonly taskCount: number;
  readonly tierCount: number;
  /** One row of COMMON_CELLS + tierCount * TIER_CELLS cells per task. */
  readonly rows: Float64Array;
  /** Min and max o of each task: only these show exactly whether all outcomes of a draw are equal. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
};

/** Both correlations of each tier over a set of tasks; null where undefined. */
export type TierCorrelations = {
  readonly rho: readonly (number | null)[];
  readonly withinTaskRho: readonly (number | null)[];
};

/**
 * Sums presence and outcome by task.
 *
 * @param presence of `tierPresence`
 */
export function sumByTask(
  { taskIds, taskIndex, outcomes }: CalibrationInput,
  presence: readonly Float64Array[],
): TaskSums {
  const taskOrder = orderByTask(taskIndex, taskIds.length);
  const o = centerAndScale(outcomes).deviations;
  const withinO = centerWithinTasks(outcomes, taskOrder);
  const withinX = presence.map((x) => centerWithinTasks(x, taskOrder));
  const width = COMMON_CELLS + presence.length * TIER_CELLS;
  const rows = new Float64Array(taskIds.length * width);
  const lowest = new Float64Array(taskIds.length).fill(Infinity);
  const highest = new Float64Array(taskIds.length).fill(-Infinity);

  taskIndex.forEach((task, i) => {
    const row = rows.subarray(task * width, (task + 1) * width);
    row[0]! += 1;
    row[1]! += o[i]!;
    row[2]! += o[i]! ** 2;
    row[3]! += withinO[i]! ** 2;
    presence.forEach((x, tier) => {
      const cell = COMMON_CELLS + tier * TIER_CELLS;
      row[cell]! += x[i]!;
      row[cell + 1]! += x[i]! * o[i]!;
      row[cell + 2]! += withinX[tier]![i]! ** 2;
      row[cell + 3]! += withinX[tier]![i]! * withinO[i]!;
    });
    lowest[task] = Math.min(lowest[task]!, o[i]!);
    highest[task] = Math.max(highest[task]!, o[i]!);
  });
  return { taskCount: taskIds.length, tierCount: presence.length, rows, lowest, highest };
}

/**
 * The correlations of each tier over a multiset of tasks.
 *
 * @param timesDrawn how often each task occurs: a bootstrap draw, or 0 and 1 for a fold
 * @returns one entry per tier; rho is null when presence or outcome is constant over the drawn rollouts, the
 *   within-task rho when either is constant within every drawn task
 */
export function correlationsOf(sums: TaskSums, timesDrawn: Uint32Array): TierCorrelations {
  const total = addUpRows(sums, timesDrawn);
  const [rollouts, sumO, squaresO, withinO] = [total[0]!, total[1]!, total[2]!, total[3]!];
  const isOutcomeConstant = hasEqualOutcomes(sums, timesDrawn);
  const rho: (number | null)[] = [];
  const withinTaskRho: (number | null)[] = [];
  for (let tier = 0; tier < sums.tierCount; tier += 1) {
    const cell = COMMON_CELLS + tier * TIER_CELLS;
    const sumX = total[cell]!;
    const isConstant = isOutcomeConstant || sumX === 0 || sumX === rollouts;
    const products = total[cell + 1]! - (sumX * sumO) / rollouts;
    // x^2 = x, because presence is 0 or 1.
    const squaresX = sumX - sumX ** 2 / rollouts;
    rho.push(isConstant ? null : correlationOfSums(products, squaresX, squaresO - sumO ** 2 / rollouts));
    withinTaskRho.push(correlationOfSums(total[cell + 3]!, total[cell + 2]!, withinO));
  }
  return { rho, withinTaskRho };
}

function addUpRows({ rows, taskCount }: TaskSums, timesDrawn: Uint32Array): Float64Array {
  const width = taskCount === 0 ? 0 : rows.length / taskCount;
  const total = new Float64Array(width);
  for (let task = 0; task < taskCount; task += 1) {
    const times = timesDrawn[task]!;
    if (times === 0) continue;
    const start = task * width;
    for (let cell = 0; cell < width; cell += 1) total[cell]! += times * rows[start + cell]!;
  }
  return total;
}

function hasEqualOutcomes({ lowest, highest }: TaskSums, timesDrawn: Uint32Array): boolean {
  let low = Infinity;
  let high = -Infinity;
  for (let task = 0; task < timesDrawn.length; task += 1) {
    if (timesDrawn[task] === 0) continue;
    low = Math.min(low, lowest[task]!);
    high = Math.max(high, highest[task]!);
  }
  return low >= high;
}
