import { mapTiers, type PerTier } from '../../classification/tier';
import { createRandom } from '../../random';
import { benjaminiHochberg } from '../../statistics/tests/benjamini-hochberg';
import { bootstrapTasks } from '../../statistics/intervals/bootstrap-tasks';
import type { BootstrapInterval } from '../../statistics/intervals/interval';
import { pearson } from '../../statistics/association/pearson';
import { permuteWithinTasks } from '../../statistics/tests/permute-within-tasks';
import { withinTaskCorrelation } from '../../statistics/association/within-task-correlation';
import type { CalibrationInput } from '../calibration-input';
import type { TierStatistics } from '../calibration-report';
import type { CalibrationSettings } from '../calibration-settings';
import { RANDOM_STREAMS, type OnProgress } from '../round-progress';
import { correlationsOf, type TaskSums } from './task-sums';
import { countTiers } from './tier-counts';

/** Raw and within-task correlations that differ by more than this are flagged. */
const SUSPICIOUS_DISTANCE = 0.15;
/** Correlations with an absolute value below this have no sign. */
const NO_SIGN = 1e-9;

/** Input of the statistics of a round. */
export type StatisticsInput = {
  readonly input: CalibrationInput;
  /** Results of `tierPresence` and `sumByTask` for the same input. */
  readonly presence: readonly Float64Array[];
  readonly sums: TaskSums;
  readonly settings: Pick<CalibrationSettings, 'bootstrapDraws' | 'permutationDraws' | 'seed'>;
  readonly onProgress?: OnProgress | undefined;
};

/**
 * How strongly each tier's presence correlates with success: counts, both correlations, their intervals, p and q.
 *
 * @returns undefined figures are null, see TierStatistics
 * @see specs/calibration.md section 3
 */
export function measureTiers(statistics: StatisticsInput): PerTier<TierStatistics> {
  const { input, presence } = statistics;
  const counts = countTiers(input, presence);
  const rho = presence.map((x) => pearson(x, input.outcomes));
  const withinTaskRho = presence.map((x) => withinTask(input, x));
  const intervals = bootstrap(statistics);
  const pValues = permute(statistics);
  const qValues = benjaminiHochberg(pValues);
  return mapTiers((tier, code) => ({
    ...counts[tier],
    rho: rho[code]!,
    rhoInterval: intervals[code]!,
    withinTaskRho: withinTaskRho[code]!,
    withinTaskRhoInterval: intervals[presence.length + code]!,
    pValue: pValues[code]!,
    qValue: qValues[code]!,
    isTaskDifficultySuspected: differ(rho[code]!, withinTaskRho[code]!),
  }));
}

function withinTask({ outcomes, taskIndex, taskIds }: CalibrationInput, presence: Float64Array): number | null {
  return withinTaskCorrelation({ x: presence, y: outcomes, taskIndex, taskCount: taskIds.length });
}

/** Intervals: first the rho of each tier, then the within-task rho of each tier. */
function bootstrap({ presence, sums, settings, onProgress }: StatisticsInput): BootstrapInterval[] {
  return bootstrapTasks({
    taskCount: sums.taskCount,
    draws: settings.bootstrapDraws,
    random: createRandom(settings.seed, RANDOM_STREAMS.BOOTSTRAP),
    statisticCount: 2 * presence.length,
    statisticsOf: (timesDrawn) => {
      const { rho, withinTaskRho } = correlationsOf(sums, timesDrawn);
      return [...rho, ...withinTaskRho];
    },
    onProgress: (done) => onProgress?.({ phase: 'bootstrap', done, total: settings.bootstrapDraws }),
  });
}

function permute({ input, presence, settings, onProgress }: StatisticsInput): (number | null)[] {
  return permuteWithinTasks({
    figures: presence,
    outcomes: input.outcomes,
    taskIndex: input.taskIndex,
    taskCount: input.taskIds.length,
    draws: settings.permutationDraws,
    random: createRandom(settings.seed, RANDOM_STREAMS.PERMUTATION),
    onProgress: (done) => onProgress?.({ phase: 'permutation', done, total: settings.permutationDraws }),
  });
}

/** Null when one is undefined. */
function differ(rho: number | null, withinTaskRho: number | null): boolean | null {
  if (rho === null || withinTaskRho === null) return null;
  const haveSigns = Math.abs(rho) >= NO_SIGN && Math.abs(withinTaskRho) >= NO_SIGN;
  const haveOppositeSigns = haveSigns && rho > 0 !== withinTaskRho > 0;
  return haveOppositeSigns || Math.abs(rho - withinTaskRho) > SUSPICIOUS_DISTANCE;
}
