import type { TaskTrials } from '../statistics/passes/task-trials';
import type { EvaluationSettings } from './evaluation-settings';
import { isSolved } from './is-solved';
import type { OutcomeMatrix } from './outcome-matrix';
import { countTrials, tallyTasks, type CountedTasks } from './task-tallies';

/** One task that counts on both sides. */
export type PairedTask = {
  readonly externalId: string;
  readonly baseline: TaskTrials;
  readonly candidate: TaskTrials;
  /** Mean reward over the scored trials; null without scored trials. */
  readonly baselineReward: number | null;
  readonly candidateReward: number | null;
};

export type TaskPairing = {
  readonly tasks: readonly PairedTask[];
  readonly onlyInBaseline: readonly string[];
  readonly onlyInCandidate: readonly string[];
};

/**
 * Pairs the tasks of two evaluations by name. With GLOBAL_TRIALS each side has its own number of trials.
 *
 * @returns paired tasks in the order of the baseline, and the names of tasks that count on one side only
 */
export function pairTasks(
  baseline: OutcomeMatrix,
  candidate: OutcomeMatrix,
  { trialConvention }: Pick<EvaluationSettings, 'trialConvention'>,
): TaskPairing {
  const first = indexTasks(countTrials(tallyTasks(baseline), trialConvention));
  const second = indexTasks(countTrials(tallyTasks(candidate), trialConvention));
  const tasks = [...first].flatMap(([externalId, own]): PairedTask[] => {
    const other = second.get(externalId);
    if (other === undefined) return [];
    const rewards = { baselineReward: own.meanReward, candidateReward: other.meanReward };
    return [{ externalId, baseline: own.trials, candidate: other.trials, ...rewards }];
  });
  return {
    tasks,
    onlyInBaseline: [...first.keys()].filter((name) => !second.has(name)),
    onlyInCandidate: [...second.keys()].filter((name) => !first.has(name)),
  };
}

type IndexedTask = { readonly trials: TaskTrials; readonly meanReward: number | null };

function indexTasks({ tallies, trials }: CountedTasks): Map<string, IndexedTask> {
  return new Map(
    tallies.map(({ externalId, scored, rewardSum }, i) => {
      const meanReward = scored === 0 ? null : rewardSum / scored;
      return [externalId, { trials: trials[i]!, meanReward }];
    }),
  );
}

/** Trials of both sides with equal task, trial number and seed, both scored. */
export type TrialPairCounts = {
  readonly pairs: number;
  readonly onlyBaselinePasses: number;
  readonly onlyCandidatePasses: number;
};

/** Counts the pairs of trials that share task, trial number and seed; a trial without a seed has no pair. */
export function pairTrials(baseline: OutcomeMatrix, candidate: OutcomeMatrix): TrialPairCounts {
  const passesOf = (matrix: OutcomeMatrix): Map<string, boolean> => {
    const passes = new Map<string, boolean>();
    for (const { externalId, trials } of matrix) {
      for (const { trial, seed, reward } of trials) {
        if (seed !== null && reward !== null) passes.set(JSON.stringify([externalId, trial, seed]), isSolved(reward));
      }
    }
    return passes;
  };
  const second = passesOf(candidate);
  let pairs = 0;
  let onlyBaselinePasses = 0;
  let onlyCandidatePasses = 0;
  for (const [key, isBaselinePass] of passesOf(baseline)) {
    const isCandidatePass = second.get(key);
    if (isCandidatePass === undefined) continue;
    pairs += 1;
    if (isBaselinePass && !isCandidatePass) onlyBaselinePasses += 1;
    if (!isBaselinePass && isCandidatePass) onlyCandidatePasses += 1;
  }
  return { pairs, onlyBaselinePasses, onlyCandidatePasses };
}
