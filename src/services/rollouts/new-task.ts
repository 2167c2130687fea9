import type { GoldenAction, RecordedTask } from '../../domain/trajectory';
import type { NewTask } from '../../persistence/stores/catalog-store';
import { sha256 } from '../../sha256';

/** The columns that every task has, recorded or played; equal content has an equal hash. */
export function toNewTask(task: RecordedTask): NewTask {
  const actionsJson = goldenActionsJson(task.goldenActions);
  const content = JSON.stringify([task.instruction, actionsJson, task.expectedOutputs]);
  return {
    externalId: task.externalId,
    contentHash: sha256(content),
    instruction: task.instruction,
    goldenActionsJson: actionsJson,
    goldenActionCount: task.goldenActions.length,
    expectedOutputs: [...task.expectedOutputs],
  };
}

/** Actions as a row keeps them: JSON text, the members in a fixed order. */
export function goldenActionsJson(actions: readonly GoldenAction[]): string {
  return JSON.stringify(actions.map((action) => ({ name: action.name, arguments: action.arguments })));
}
