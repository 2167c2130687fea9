import { InvalidInputError } from '../../../errors';
import type { Random } from '../../random';
import { drawBinomial } from '../distributions/draw-binomial';

/** Input of a bootstrap over tasks for sums of several figures. */
export type TaskSumResampling = {
  /** One list per figure, each with one finite number per task. */
  readonly figures: readonly Float64Array[];
  readonly taskCount: number;
  /** Number of draws, 0 or more. */
  readonly draws: number;
  readonly random: Random;
  readonly onProgress?: ((drawsDone: number) => void) | undefined;
};

/** Tasks with equal figures, which are interchangeable in a draw. */
type TaskKinds = {
  /** Tasks of each kind. */
  readonly sizes: Uint32Array;
  readonly kindOfTask: Uint32Array;
  /** `figures[f][k]` is figure f of kind k. */
  readonly figures: readonly Float64Array[];
};

const PROGRESS_STEP = 1000;
/** Cost of one binomial draw, in draws of an integer. */
const BINOMIAL_COST = 6;

/**
 * Sums of figures over tasks drawn with replacement, as many as there are tasks. All figures of a draw use the same
 * tasks.
 *
 * When cheaper, the counts of each kind of task are drawn (a multinomial variable) instead of one task at a time: with
 * binary outcomes there are few kinds of task.
 *
 * @returns one list per figure, each with one sum per draw, in the order of the draws; the same seed gives the same
 *   bytes
 * @throws InvalidInputError when draws are requested but there are no tasks
 */
export function resampleTaskSums(resampling: TaskSumResampling): Float64Array[] {
  const { figures, taskCount, draws, random, onProgress } = resampling;
  if (taskCount === 0 && draws > 0)
    throw new InvalidInputError('a bootstrap over tasks needs at least 1 task; there are 0');
  const sums = figures.map(() => new Float64Array(draws));
  const kinds = findKinds(figures, taskCount);
  const drawKinds = kinds.sizes.length * BINOMIAL_COST < taskCount ? drawMultinomial : drawTaskByTask;
  const timesDrawn = new Uint32Array(kinds.sizes.length);
  for (let draw = 0; draw < draws; draw += 1) {
    drawKinds(kinds, timesDrawn, random);
    for (let figure = 0; figure < sums.length; figure += 1) {
      sums[figure]![draw] = weightedSum(kinds.figures[figure]!, timesDrawn);
    }
    if ((draw + 1) % PROGRESS_STEP === 0) onProgress?.(draw + 1);
  }
  return sums;
}

function findKinds(figures: readonly Float64Array[], taskCount: number): TaskKinds {
  const kindOfKey = new Map<string, number>();
  const sizes: number[] = [];
  const firstTasks: number[] = [];
  const kindOfTask = Uint32Array.from({ length: taskCount }, (_, task) => {
    const key = figures.map((figure) => figure[task]).join(' ');
    const known = kindOfKey.get(key);
    const kind = known ?? sizes.length;
    if (known === undefined) {
      kindOfKey.set(key, kind);
      sizes.push(0);
      firstTasks.push(task);
    }
    sizes[kind]! += 1;
    return kind;
  });
  return {
    sizes: Uint32Array.from(sizes),
    kindOfTask,
    figures: figures.map((figure) => Float64Array.from(firstTasks, (task) => figure[task]!)),
  };
}

/** Draws kind by kind: each count is binomial in the draws that earlier kinds left over. */
function drawMultinomial({ sizes, kindOfTask }: TaskKinds, timesDrawn: Uint32Array, random: Random): void {
  let tasksLeft = kindOfTask.length;
  let drawsLeft = kindOfTask.length;
  for (let kind = 0; kind < sizes.length; kind += 1) {
    const times = drawBinomial(drawsLeft, sizes[kind]! / tasksLeft, random);
    timesDrawn[kind] = times;
    drawsLeft -= times;
    tasksLeft -= sizes[kind]!;
  }
}

function drawTaskByTask({ kindOfTask }: TaskKinds, timesDrawn: Uint32Array, random: Random): void {
  timesDrawn.fill(0);
  const last = kindOfTask.length - 1;
  for (let i = 0; i <= last; i += 1) timesDrawn[kindOfTask[random.integer(0, last)]!]! += 1;
}

function weightedSum(values: Float64Array, weights: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i]! * weights[i]!;
  return sum;
}
