import { z } from 'zod';
import type { PlayableTask } from '../../conversation/playable-task';
import type { GoldenAction } from '../../domain/trajectory';
import type { UserFacts } from '../../environment/airline/generator/facts/user-facts';
import { REWARD_PARTS } from '../../environment/airline/tasks';
import type { Task as TaskRow } from '../../model/tasks/task.model';
import type { NewPlayableTask } from '../../persistence/stores/tasks/task-set-store';
import { canonicalJson } from '../jobs/canonical-json';
import { goldenActionsJson, toNewTask } from '../rollouts/new-task';

const detailsSchema = z.strictObject({
  userId: z.string().nullable(),
  rewardBasis: z.array(z.enum(REWARD_PARTS)),
  assertions: z.array(z.string()),
});

/** The columns of a task that can be played. */
export function toNewPlayableTask({ task, facts, traps, family }: PlayableTask, split: string | null): NewPlayableTask {
  const { userId, rewardBasis, assertions } = task;
  return {
    ...toNewTask(task),
    detailsJson: canonicalJson({ userId, rewardBasis, assertions }),
    factsJson: facts === null ? null : JSON.stringify(facts),
    trapsJson: facts === null ? null : goldenActionsJson(traps),
    family,
    split,
  };
}

/** The task of a row; null for a row that is only recorded. */
export function readPlayableTask(row: TaskRow): PlayableTask | null {
  if (row.detailsJson === null) return null;
  const details = detailsSchema.parse(JSON.parse(row.detailsJson));
  return {
    task: {
      externalId: row.externalId,
      instruction: row.instruction,
      goldenActions: JSON.parse(row.goldenActionsJson) as GoldenAction[],
      expectedOutputs: row.expectedOutputs,
      ...details,
    },
    facts: row.factsJson === null ? null : (JSON.parse(row.factsJson) as UserFacts),
    traps: row.trapsJson === null ? [] : (JSON.parse(row.trapsJson) as GoldenAction[]),
    family: row.family,
  };
}
