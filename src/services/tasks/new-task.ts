import type { RecordedTask } from '../../domain/trajectory';
import type { NewTask } from '../../persistence/stores/catalog-store';
import { goldenActionsFormat } from './stored-actions';
import { sha256 } from '../../sha256';

/** The columns that every task has, recorded or playable. Equal contents have equal hashes. */
export function toNewTask(task: RecordedTask): NewTask {
  const actionsJson = goldenActionsFormat.write(task.goldenActions);
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
