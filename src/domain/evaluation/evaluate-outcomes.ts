import { chanceThatAllPass } from '../statistics/passes/task-chances';
import { minTrials, type TaskTrials } from '../statistics/passes/task-trials';
import { OUTCOME_CLASSES, type OutcomeClass } from '../trajectory';
import { estimateTasks } from './estimate-tasks';
import type { Coverage, EvaluationReport, MissingBounds, TaskReport } from './evaluation-report';
import { checkEvaluationSettings, type EvaluationSettings } from './evaluation-settings';
import { nearestCoverage } from './measured-coverage';
import { checkOutcomeMatrix, type OutcomeMatrix } from './outcome-matrix';
import { countTrials, tallyTasks, type TaskTally } from './task-tallies';
import { withoutFaults } from './without-faults';

/**
 * Evaluates a policy from the outcomes of its trials: pass rate, mean reward, pass^k and pass@k with intervals, the
 * share of attempts that were scored with bounds for the rest, and figures per task.
 *
 * @param matrix the attempted trials of each task; tasks without attempts may be listed with no trials
 * @returns undefined figures are null, with the reason; plain JSON, the same bytes for the same input
 * @throws InvalidInputError when a setting is out of range, or a task, trial or reward breaks a rule of OutcomeMatrix
 */
export function evaluateOutcomes(
  matrix: OutcomeMatrix,
  settings: EvaluationSettings,
  onProgress?: (drawsDone: number) => void,
): EvaluationReport {
  const checked = checkEvaluationSettings(settings);
  checkOutcomeMatrix(matrix);
  const { matrix: kept, exclusion } = withoutFaults(matrix, checked.excludedFaults);
  const tallies = tallyTasks(kept);
  const counted = countTrials(tallies, checked.trialConvention);
  const countedNames = new Set(counted.tallies.map(({ externalId }) => externalId));
  const estimates = estimateTasks(counted, checked, onProgress);
  return {
    settings: checked,
    draws: { seed: checked.seed, bootstrapDraws: checked.bootstrapDraws, generator: 'xoroshiro128+' },
    tasks: matrix.length,
    tasksCounted: counted.tallies.length,
    tasksWithoutTrials: tallies.flatMap(({ externalId }) => (countedNames.has(externalId) ? [] : [externalId])),
    outcomeCounts: countOutcomes(kept),
    ...estimates,
    coverage: measureCoverage(tallies, estimates.passHatK.length),
    perTask: tallies.map(reportTask),
    exclusion,
    intervalCoverage: checked.confidence === 0.95 ? nearestCoverage(counted.tallies.length) : [],
  };
}

function countOutcomes(matrix: OutcomeMatrix): Record<OutcomeClass, number> {
  const counts = { SCORED: 0, UNSCORED: 0, INFRASTRUCTURE_FAILURE: 0, SIMULATOR_FAILURE: 0, TIMEOUT: 0 };
  for (const { outcomeClass } of matrix.flatMap(({ trials }) => trials)) counts[outcomeClass] += 1;
  return OUTCOME_CLASSES.reduce((ordered, name) => ({ ...ordered, [name]: counts[name] }), counts);
}

function measureCoverage(tallies: readonly TaskTally[], largestK: number): Coverage {
  const sum = (count: (tally: TaskTally) => number): number =>
    tallies.reduce((total, tally) => total + count(tally), 0);
  const attempted = sum((tally) => tally.attempted);
  const scored = sum((tally) => tally.scored);
  const passes = sum((tally) => tally.passes);
  const attemptedTasks = tallies.filter((tally) => tally.attempted > 0);
  const failed = attemptedTasks.map((tally) => ({ trials: tally.attempted, successes: tally.passes }));
  const passed = attemptedTasks.map((tally) => ({
    trials: tally.attempted,
    successes: tally.passes + tally.attempted - tally.scored,
  }));
  const share = (part: number): number | null => (attempted === 0 ? null : part / attempted);
  return {
    attempted,
    scored,
    share: share(scored),
    passRate: { ifAllFailed: share(passes), ifAllPassed: share(passes + attempted - scored) },
    passHatK: Array.from({ length: largestK }, (_, index) => {
      const k = index + 1;
      return { k, bounds: boundsAtK(failed, passed, k) };
    }),
  };
}

function boundsAtK(failed: readonly TaskTrials[], passed: readonly TaskTrials[], k: number): MissingBounds {
  if (failed.length === 0 || k > minTrials(failed)) return { ifAllFailed: null, ifAllPassed: null };
  const mean = (tasks: readonly TaskTrials[]): number =>
    tasks.reduce((sum, task) => sum + chanceThatAllPass(task, k), 0) / tasks.length;
  return { ifAllFailed: mean(failed), ifAllPassed: mean(passed) };
}

function reportTask({ externalId, attempted, scored, passes, rewardSum }: TaskTally): TaskReport {
  const over = (sum: number): number | null => (scored === 0 ? null : sum / scored);
  return { externalId, attempted, scored, passes, passRate: over(passes), averageReward: over(rewardSum) };
}
