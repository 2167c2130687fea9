import { InvalidInputError } from '../../../errors';
import type { Random } from '../../random';
import { leastCommonMultiple } from '../numeric/least-common-multiple';
import { checkTaskTrials, type TaskTrials } from '../passes/task-trials';

/** The trials of one task on both sides, at least 1 per side. */
export type TaskPair = { readonly first: TaskTrials; readonly second: TaskTrials };

export type PassPermutation = {
  readonly pairs: readonly TaskPair[];
  /** Number of random permutations when exact enumeration is too much work, at least 1. */
  readonly draws: number;
  readonly random: Random;
  /** Max number of additions for exact enumeration. */
  readonly maxExactSteps?: number;
};

/** Result of a permutation test of the difference of mean pass rates over tasks. */
export type PassPermutationTest = {
  /** Two-sided, above 0 and at most 1; null without tasks, or when no task has both a pass and a fail. */
  readonly p: number | null;
  readonly method: 'EXACT' | 'MONTE_CARLO' | null;
  /** Random permutations drawn; 0 when the test is exact. */
  readonly draws: number;
};

/** Distribution of x, the number of passes of a task on the second side: probabilities from the smallest x up. */
type Split = { readonly leastOffset: number; readonly step: number; readonly chances: readonly number[] };

const DEFAULT_EXACT_STEPS = 300_000_000;
/** Beyond this the common unit of integer differences is too fine. */
const MAX_UNIT = 1e6;
/** Probabilities summed in a different order may differ by rounding. */
const ROUNDING = 1e-12;

/**
 * Tests whether two sides pass equally often, by assigning the trials of each task to the sides at random. Uses the
 * exact distribution, built task by task (dynamic programming over integer differences), or random permutations with `p
 * = (1 + #{|permuted| >= |observed|}) / (1 + draws)` when that is too expensive.
 *
 * The statistic is the mean over tasks of the difference of pass rates. Under the null hypothesis that the two sides
 * are equal on every task, the trials of a task are exchangeable, so no further assumption is needed.
 *
 * @returns p is null without tasks, or when no task has both a pass and a fail
 * @throws InvalidInputError when a side of a task has no trials, or a count is out of range
 * @see Fisher, The Design of Experiments, 1935; the + 1 of Phipson and Smyth 2010
 */
export function permutePasses(permutation: PassPermutation): PassPermutationTest {
  const { pairs, draws, random, maxExactSteps = DEFAULT_EXACT_STEPS } = permutation;
  for (const { first, second } of pairs) {
    checkTaskTrials([first, second]);
    if (first.trials === 0 || second.trials === 0) {
      throw new InvalidInputError('a task has no trials on one side; exclude it from the comparison');
    }
  }
  const mixed = pairs.filter(({ first, second }) => {
    const successes = first.successes + second.successes;
    return successes > 0 && successes < first.trials + second.trials;
  });
  if (mixed.length === 0) return { p: null, method: null, draws: 0 };

  const unit = mixed.reduce(
    (common, { first, second }) => leastCommonMultiple(common, leastCommonMultiple(first.trials, second.trials)),
    1,
  );
  const splits = unit <= MAX_UNIT ? mixed.map((pair) => splitOf(pair, unit)) : null;
  if (splits !== null && exactSteps(splits) <= maxExactSteps) {
    const observed = mixed.reduce((sum, pair) => sum + wholeDifference(pair, unit), 0);
    return { p: exactP(splits, observed), method: 'EXACT', draws: 0 };
  }
  return { p: monteCarloP(mixed, draws, random), method: 'MONTE_CARLO', draws };
}

/** Difference of pass rates, second minus first, in units of 1 / unit. */
function wholeDifference({ first, second }: TaskPair, unit: number): number {
  return second.successes * (unit / second.trials) - first.successes * (unit / first.trials);
}

/** Probabilities of the hypergeometric distribution, via logarithms because the binomial coefficients overflow. */
function splitOf({ first, second }: TaskPair, unit: number): Split {
  const successes = first.successes + second.successes;
  const least = Math.max(0, successes - first.trials);
  const most = Math.min(successes, second.trials);
  const logWeights = [0];
  for (let x = least; x < most; x += 1) {
    const odds = ((successes - x) * (second.trials - x)) / ((x + 1) * (first.trials - successes + x + 1));
    logWeights.push(logWeights[logWeights.length - 1]! + Math.log(odds));
  }
  const largest = logWeights.reduce((max, weight) => Math.max(max, weight), 0);
  const weights = logWeights.map((weight) => Math.exp(weight - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const step = unit / second.trials + unit / first.trials;
  const leastOffset = least * (unit / second.trials) - (successes - least) * (unit / first.trials);
  return { leastOffset, step, chances: weights.map((weight) => weight / total) };
}

function exactSteps(splits: readonly Split[]): number {
  let span = 1;
  let steps = 0;
  for (const { step, chances } of splits) {
    steps += span * chances.length;
    span += step * (chances.length - 1);
  }
  return steps;
}

function exactP(splits: readonly Split[], observed: number): number {
  let lowest = 0;
  let chancesOfSum = Float64Array.of(1);
  for (const { leastOffset, step, chances } of splits) {
    const next = new Float64Array(chancesOfSum.length + step * (chances.length - 1));
    chances.forEach((chance, x) => {
      const shift = x * step;
      for (let sum = 0; sum < chancesOfSum.length; sum += 1) next[sum + shift]! += chancesOfSum[sum]! * chance;
    });
    chancesOfSum = next;
    lowest += leastOffset;
  }
  let p = 0;
  chancesOfSum.forEach((chance, index) => {
    if (Math.abs(lowest + index) >= Math.abs(observed)) p += chance;
  });
  return Math.min(1, p);
}

function monteCarloP(pairs: readonly TaskPair[], draws: number, random: Random): number {
  const observed = Math.abs(pairs.reduce((sum, pair) => sum + wholeDifference(pair, 1), 0));
  let asExtreme = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    let sum = 0;
    for (const { first, second } of pairs) {
      const successes = first.successes + second.successes;
      const toSecond = drawHypergeometric(first.trials + second.trials, { successes, drawn: second.trials }, random);
      sum += toSecond / second.trials - (successes - toSecond) / first.trials;
    }
    if (Math.abs(sum) >= observed - ROUNDING) asExtreme += 1;
  }
  return (1 + asExtreme) / (1 + draws);
}

function drawHypergeometric(
  trials: number,
  { successes, drawn }: { readonly successes: number; readonly drawn: number },
  random: Random,
): number {
  let successesLeft = successes;
  for (let taken = 0; taken < drawn; taken += 1) {
    if (random.integer(1, trials - taken) <= successesLeft) successesLeft -= 1;
  }
  return successes - successesLeft;
}
