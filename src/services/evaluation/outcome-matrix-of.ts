import type { OutcomeMatrix, TrialOutcome } from '../../domain/evaluation/outcome-matrix';
import type { OutcomeRow } from '../../persistence/stores/evaluation/outcome-store';
import type { LoadedOutcomes, OutcomeTask } from './load-outcomes';

/** Names of tasks by the ids of their rows. */
export type TaskNames = ReadonlyMap<string, string>;

const HASH_LENGTH = 8;

/**
 * Names that identify tasks across evaluations: the benchmark's id, followed by the start of the content hash if
 * several contents share the id, so that two tasks that merely share a name are never paired. A task of which only the
 * name is known keeps that name.
 *
 * @param loaded all evaluations analysed together
 */
export function nameTasks(loaded: readonly LoadedOutcomes[]): TaskNames {
  const tasks = loaded.flatMap((one) => one.tasks);
  const contents = new Map<string, Set<string>>();
  for (const { externalId, contentHash, isDescribed } of tasks) {
    const known = contents.get(externalId) ?? new Set();
    if (isDescribed) known.add(contentHash);
    contents.set(externalId, known);
  }
  const nameOf = ({ externalId, contentHash, isDescribed }: OutcomeTask): string =>
    isDescribed && contents.get(externalId)!.size > 1
      ? `${externalId}#${contentHash.slice(0, HASH_LENGTH)}`
      : externalId;
  return new Map(tasks.map((task) => [task.taskId, nameOf(task)]));
}

export type NamedMatrix = {
  readonly matrix: OutcomeMatrix;
  /** Tasks with duplicate trial numbers, whose rollouts were renumbered in order. */
  readonly renumberedTasks: readonly string[];
};

/** The outcomes by task name, sorted; tasks without rollouts have no trials. */
export function outcomeMatrixOf({ rows, tasks }: LoadedOutcomes, names: TaskNames): NamedMatrix {
  const byName = new Map<string, OutcomeRow[]>(tasks.map(({ taskId }) => [names.get(taskId)!, []]));
  for (const row of rows) byName.get(names.get(row.taskId)!)!.push(row);
  const renumberedTasks: string[] = [];
  const sorted = [...byName].sort(([a], [b]) => (a < b ? -1 : 1));
  const matrix = sorted.map(([externalId, ofTask]) => {
    const isUnique = new Set(ofTask.map(({ trial }) => trial)).size === ofTask.length;
    if (!isUnique) renumberedTasks.push(externalId);
    const trials = ofTask.map((row, rank): TrialOutcome => toTrial(row, isUnique ? row.trial : rank));
    return { externalId, trials };
  });
  return { matrix, renumberedTasks };
}

function toTrial({ outcomeClass, reward, seed, fault }: OutcomeRow, trial: number): TrialOutcome {
  return { trial, outcomeClass, reward, seed, fault };
}
