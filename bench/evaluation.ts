import { compareOutcomes } from '../src/domain/evaluation/compare-outcomes';
import { evaluateOutcomes } from '../src/domain/evaluation/evaluate-outcomes';
import { DEFAULT_EVALUATION_SETTINGS } from '../src/domain/evaluation/evaluation-settings';
import { COVERAGE_WORLD } from '../src/domain/evaluation/measured-coverage';
import type { OutcomeMatrix } from '../src/domain/evaluation/outcome-matrix';
import { createRandom } from '../src/domain/random';
import { intervalCoverage } from '../src/domain/statistics/intervals/interval-coverage';
import type { BenchRow } from './bench-row';

const TASKS = 2500;
const TRIALS = 4;
const REPETITIONS = 3;
const SETTINGS = { ...DEFAULT_EVALUATION_SETTINGS, bootstrapDraws: 10_000 };
/** Relative to a plain loop that draws tasks and sums their four values. */
const MAX_EVALUATION_RATIO = 1;
const MAX_COMPARISON_RATIO = 3;
const COVERAGE_TASKS = [10, 20, 50, 100, 200];
/** Max distance of a coverage from 0.95. */
const MAX_COVERAGE_DISTANCE = 0.015;

/**
 * Evaluation and comparison of 10,000 rollouts with 10,000 bootstrap draws, with rewards of 0 and 1 (few kinds of task)
 * and with real-valued rewards (each task different), compared with a plain bootstrap loop; also measures the coverage
 * of the intervals.
 */
export function evaluationBench(): Promise<BenchRow[]> {
  const binary = syntheticOutcomes(1, false);
  const real = syntheticOutcomes(1, true);
  const other = syntheticOutcomes(2, false);
  const plain = bestSeconds(() => plainBootstrap(binary));
  return Promise.resolve([
    timeRow('evaluation of 10,000 rollouts, 10,000 bootstrap draws', MAX_EVALUATION_RATIO, {
      seconds: bestSeconds(() => evaluateOutcomes(binary, SETTINGS).passRate.value ?? 0),
      plain,
    }),
    timeRow('the same with all rewards different', MAX_COMPARISON_RATIO, {
      seconds: bestSeconds(() => evaluateOutcomes(real, SETTINGS).passRate.value ?? 0),
      plain,
    }),
    timeRow('comparison of two such evaluations, exact permutation test included', MAX_COMPARISON_RATIO, {
      seconds: bestSeconds(
        () => compareOutcomes({ baseline: binary, candidate: other }, SETTINGS).averageReward.difference ?? 0,
      ),
      plain,
    }),
    ...coverageRows(),
  ]);
}

function syntheticOutcomes(seed: number, hasRealRewards: boolean): OutcomeMatrix {
  const random = createRandom(seed);
  return Array.from({ length: TASKS }, (_, task) => {
    const chance = (task % 10) / 9;
    const trials = Array.from({ length: TRIALS }, (_, trial) => {
      const partialReward = hasRealRewards ? 0.9 * random.next() : 0;
      const reward = random.next() < chance ? 1 : partialReward;
      return { trial, outcomeClass: 'SCORED' as const, reward, seed: String(trial), fault: null };
    });
    return { externalId: String(task), trials };
  });
}

/** The straightforward implementation: each draw picks tasks and sums pass^1 to pass^4 of each. */
function plainBootstrap(matrix: OutcomeMatrix): number {
  const random = createRandom(1);
  const chances = matrix.map(({ trials }) => {
    const passes = trials.filter(({ reward }) => reward === 1).length;
    return Float64Array.from({ length: TRIALS }, (_, index) => {
      let chance = 1;
      for (let drawn = 0; drawn <= index; drawn += 1) chance *= Math.max(0, passes - drawn) / (TRIALS - drawn);
      return chance;
    });
  });
  let total = 0;
  for (let draw = 0; draw < SETTINGS.bootstrapDraws; draw += 1) {
    const sums = new Float64Array(TRIALS);
    for (let i = 0; i < TASKS; i += 1) {
      const task = chances[random.integer(0, TASKS - 1)]!;
      for (let k = 0; k < TRIALS; k += 1) sums[k]! += task[k]!;
    }
    total += sums[0]!;
  }
  return total;
}

function timeRow(
  name: string,
  maxRatio: number,
  { seconds, plain }: { readonly seconds: number; readonly plain: number },
): BenchRow {
  return {
    name,
    value: seconds,
    unit: 's of CPU time',
    limit: `plain loop of pass^1 to pass^4 over drawn tasks: ${plain.toFixed(3)} s; max ${maxRatio} times that`,
    ratio: seconds / plain,
    target: maxRatio,
    met: seconds / plain <= maxRatio,
  };
}

/** One row per interval: its coverage, and the distance from 0.95 divided by the allowed distance. */
function coverageRows(): BenchRow[] {
  return COVERAGE_TASKS.flatMap((tasks) =>
    intervalCoverage({ ...COVERAGE_WORLD, tasks }).flatMap((coverage) =>
      (['percentile', 'bca', 'studentT', 'wilson'] as const).flatMap((name): BenchRow[] => {
        const value = coverage[name];
        if (value === null) return [];
        const ratio = Math.abs(value - COVERAGE_WORLD.confidence) / MAX_COVERAGE_DISTANCE;
        return [
          {
            name: `coverage of the ${name} interval of pass^${coverage.k}, ${tasks} tasks`,
            value,
            unit: `of ${coverage.runs} runs (${coverage.runsAlike} with identical tasks)`,
            limit: 'distance from 0.95, divided by 0.015; above 1 the intervals do not have their stated coverage',
            ratio,
            target: null,
            met: null,
          },
        ];
      }),
    ),
  );
}

/** CPU time of the fastest of a few runs; the result is used so that it cannot be optimized away. */
function bestSeconds(work: () => number): number {
  let best = Infinity;
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    const start = process.cpuUsage();
    if (Number.isNaN(work())) throw new Error('the work returned NaN');
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}
