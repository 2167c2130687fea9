import { createRandom, type Random } from '../../random';
import { bootstrapRatios } from './bootstrap-ratios';
import type { Bounds } from './bounds';
import { pairedTTest } from '../tests/paired-t-test';
import { chanceThatAllPass } from '../passes/task-chances';
import { wilsonInterval } from './wilson-interval';

/**
 * A simulated population in which to test intervals: each task draws a pass probability, and its trials pass with that
 * probability.
 */
export type CoverageSetting = {
  /** Tasks of an evaluation, at least 2. */
  readonly tasks: number;
  /** Trials of each task, at least 1. */
  readonly trials: number;
  /** Pass probabilities; each task has one of them, drawn at random. */
  readonly difficulties: readonly number[];
  /** Evaluations to simulate. */
  readonly runs: number;
  readonly bootstrapDraws: number;
  readonly confidence: number;
  readonly seed: number;
};

/** Number of simulated evaluations whose interval contained the true value. */
export type IntervalCoverage = {
  readonly k: number;
  readonly truth: number;
  readonly runs: number;
  /** Runs in which all tasks had the same value, so that no bootstrap interval exists: counted as misses. */
  readonly runsAlike: number;
  /** Shares of the runs. */
  readonly percentile: number;
  readonly bca: number;
  readonly studentT: number;
  /** Null where k is not the number of trials. */
  readonly wilson: number | null;
};

type Counts = { runsAlike: number; percentile: number; bca: number; studentT: number; wilson: number };

/**
 * Simulates the coverage of intervals of pass^1, and of pass^k where k is the number of trials.
 *
 * @returns counts for k = 1, and for k = trials when larger; the same seed gives the same counts
 */
export function intervalCoverage(setting: CoverageSetting): IntervalCoverage[] {
  const { tasks, trials, difficulties, runs, seed } = setting;
  const worldRandom = createRandom(seed, 0);
  const drawRandom = createRandom(seed, 1);
  const ks = trials === 1 ? [1] : [1, trials];
  const counts = ks.map((): Counts => ({ runsAlike: 0, percentile: 0, bca: 0, studentT: 0, wilson: 0 }));
  const truths = ks.map((k) => difficulties.reduce((sum, chance) => sum + chance ** k, 0) / difficulties.length);
  for (let run = 0; run < runs; run += 1) {
    const successes = Array.from({ length: tasks }, () => passesOfTask(setting, worldRandom));
    const chances = ks.map((k) => Float64Array.from(successes, (c) => chanceThatAllPass({ trials, successes: c }, k)));
    const results = bootstrapRatios({
      ratios: chances.map((numerators) => ({ numerators, denominators: null })),
      taskCount: tasks,
      draws: setting.bootstrapDraws,
      confidence: setting.confidence,
      random: drawRandom,
    });
    ks.forEach((k, i) => {
      const { percentile, bca } = results[i]!;
      const test = pairedTTest(chances[i]!, setting.confidence);
      const solved = Math.round(chances[i]!.reduce((sum, chance) => sum + chance, 0));
      const wilson = k === trials ? wilsonInterval({ trials: tasks, successes: solved }, setting.confidence) : null;
      countHits(counts[i]!, truths[i]!, { percentile, bca, studentT: test.t === null ? null : test.interval, wilson });
    });
  }
  return ks.map((k, i) => {
    const { runsAlike, percentile, bca, studentT, wilson } = counts[i]!;
    const shares = { percentile: percentile / runs, bca: bca / runs, studentT: studentT / runs };
    return { k, truth: truths[i]!, runs, runsAlike, ...shares, wilson: k === trials ? wilson / runs : null };
  });
}

function passesOfTask({ trials, difficulties }: CoverageSetting, random: Random): number {
  const chance = difficulties[random.integer(0, difficulties.length - 1)]!;
  let passes = 0;
  for (let trial = 0; trial < trials; trial += 1) passes += Number(random.next() < chance);
  return passes;
}

type Intervals = Readonly<Record<'percentile' | 'bca' | 'studentT' | 'wilson', Bounds | null>>;

function countHits(counts: Counts, truth: number, intervals: Intervals): void {
  if (intervals.percentile === null) counts.runsAlike += 1;
  for (const name of ['percentile', 'bca', 'studentT', 'wilson'] as const) {
    const interval = intervals[name];
    if (interval !== null && interval.low <= truth && truth <= interval.high) counts[name] += 1;
  }
}
