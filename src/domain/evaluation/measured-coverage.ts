/** Coverage of 95 % intervals: the share of 4,000 simulated evaluations whose interval contained the true value. */
export type CoverageNote = {
  readonly tasks: number;
  readonly trials: number;
  /** Of pass^k. */
  readonly k: number;
  /** Share of runs in which all tasks had the same value: no bootstrap interval exists, counted as a miss. */
  readonly alike: number;
  readonly percentile: number;
  readonly bca: number;
  readonly studentT: number;
  /** Null where k is not the number of trials. */
  readonly wilson: number | null;
};

/** Population behind the table: 4 trials per task, whose pass probability is one of these with equal probability. */
export const COVERAGE_WORLD = {
  trials: 4,
  difficulties: [0, 0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95, 1],
  runs: 4000,
  bootstrapDraws: 2000,
  confidence: 0.95,
  seed: 1,
} as const;

/**
 * Coverage of the intervals of an evaluation, by `intervalCoverage` in COVERAGE_WORLD; `bench/evaluation.ts` measures
 * it again and a test compares. The simulation error is about 0.007 (2 standard errors).
 *
 * Of pass^1, percentile intervals are too short with 10 tasks (0.917) and just within 0.95 +- 0.015 from 20 tasks; BCa
 * and Student's t intervals are within that range at every number of tasks.
 *
 * Of pass^4, where a task counts only if all of its 4 trials pass, no interval is within 0.95 +- 0.015 at 10 tasks: in
 * 6 % of the runs all tasks have the same value and only Wilson's interval exists, which is too wide (0.985). BCa
 * intervals are slightly too wide at 20 tasks (0.967). Coverage of Wilson's interval oscillates around 0.95 (0.932 at
 * 50 tasks), because counts are integers.
 */
export const MEASURED_COVERAGE: readonly CoverageNote[] = [
  { tasks: 10, trials: 4, k: 1, alike: 0.0, percentile: 0.917, bca: 0.9505, studentT: 0.94325, wilson: null },
  { tasks: 10, trials: 4, k: 4, alike: 0.06275, percentile: 0.9225, bca: 0.923, studentT: 0.93475, wilson: 0.98525 },
  { tasks: 20, trials: 4, k: 1, alike: 0.0, percentile: 0.93575, bca: 0.954, studentT: 0.9485, wilson: null },
  { tasks: 20, trials: 4, k: 4, alike: 0.00425, percentile: 0.93925, bca: 0.96675, studentT: 0.95875, wilson: 0.938 },
  { tasks: 50, trials: 4, k: 1, alike: 0.0, percentile: 0.94175, bca: 0.948, studentT: 0.948, wilson: null },
  { tasks: 50, trials: 4, k: 4, alike: 0.0, percentile: 0.93775, bca: 0.94875, studentT: 0.94975, wilson: 0.93175 },
  { tasks: 100, trials: 4, k: 1, alike: 0.0, percentile: 0.9475, bca: 0.95075, studentT: 0.95, wilson: null },
  { tasks: 100, trials: 4, k: 4, alike: 0.0, percentile: 0.94975, bca: 0.955, studentT: 0.95425, wilson: 0.95775 },
  { tasks: 200, trials: 4, k: 1, alike: 0.0, percentile: 0.9435, bca: 0.9465, studentT: 0.946, wilson: null },
  { tasks: 200, trials: 4, k: 4, alike: 0.0, percentile: 0.9445, bca: 0.945, studentT: 0.94875, wilson: 0.95125 },
];

/**
 * Rows of the table for the nearest number of tasks (by ratio).
 *
 * @returns empty without tasks, and below 5 tasks, where nothing was measured
 */
export function nearestCoverage(tasks: number): CoverageNote[] {
  if (tasks < 5) return [];
  const distanceOf = (note: CoverageNote): number => Math.abs(Math.log(note.tasks / tasks));
  const least = Math.min(...MEASURED_COVERAGE.map(distanceOf));
  return MEASURED_COVERAGE.filter((note) => distanceOf(note) === least);
}
