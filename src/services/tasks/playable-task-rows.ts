import { z } from 'zod';
import type { PlayableTask } from '../../conversation/playable-task';
import { REWARD_PARTS } from '../../environment/airline/tasks';
import type { Task as TaskRow } from '../../model/tasks/task.model';
import type { NewPlayableTask } from '../../persistence/stores/tasks/task-set-store';
import { StoredFormat } from '../../stored-format';
import { canonicalJson } from '../../canonical-json';
import { toNewTask } from './new-task';
import { goldenActionsFormat, trapsFormat } from './stored-actions';
import { factsFormat } from './stored-facts';

const details = z.strictObject({
  userId: z.string().nullable(),
  rewardBasis: z.array(z.enum(REWARD_PARTS)),
  assertions: z.array(z.string()),
});

/**
 * Details needed to play a task, in addition to what every task has. The text is part of the task set's content hash.
 */
export const taskDetailsFormat = new StoredFormat<z.infer<typeof details>>({
  place: 'task.details_json',
  schema: details,
  toText: canonicalJson,
  isFirstVersionImplied: true,
});

/** The columns of a playable task. */
export function toNewPlayableTask({ task, facts, traps, family }: PlayableTask, split: string | null): NewPlayableTask {
  const { userId, rewardBasis, assertions } = task;
  return {
    ...toNewTask(task),
    detailsJson: taskDetailsFormat.write({ userId, rewardBasis: [...rewardBasis], assertions: [...assertions] }),
    factsJson: facts === null ? null : factsFormat.write(facts),
    trapsJson: facts === null ? null : trapsFormat.write(traps),
    family,
    split,
  };
}

/** The task of a row; null if the row is only recorded. */
export function readPlayableTask(row: TaskRow): PlayableTask | null {
  const { id, detailsJson, goldenActionsJson, factsJson, trapsJson } = row;
  if (detailsJson === null) return null;
  return {
    task: {
      externalId: row.externalId,
      instruction: row.instruction,
      goldenActions: goldenActionsFormat.read(goldenActionsJson, id),
      expectedOutputs: row.expectedOutputs,
      ...taskDetailsFormat.read(detailsJson, id),
    },
    facts: factsJson === null ? null : factsFormat.read(factsJson, id),
    traps: trapsJson === null ? [] : trapsFormat.read(trapsJson, id),
    family: row.family,
  };
}
