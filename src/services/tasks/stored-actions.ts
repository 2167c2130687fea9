import { z } from 'zod';
import type { GoldenAction } from '../../domain/trajectory';
import { StoredFormat } from '../../stored-format';

const actions: z.ZodType<readonly GoldenAction[]> = z.array(
  z.strictObject({ name: z.string(), arguments: z.string() }),
);

/** The order of members is fixed, because the text is part of the content hash of the task. */
function toText(value: object): string {
  const actions = value as readonly GoldenAction[];
  return JSON.stringify(actions.map((action) => ({ name: action.name, arguments: action.arguments })));
}

/** Reference solution of a task. */
export const goldenActionsFormat = new StoredFormat<readonly GoldenAction[]>({
  place: 'task.golden_actions_json',
  schema: actions,
  toText,
  isFirstVersionImplied: true,
});

/** Writes that a task tempts the agent to make although the policy forbids them. */
export const trapsFormat = new StoredFormat<readonly GoldenAction[]>({
  place: 'task.traps_json',
  schema: actions,
  toText,
  isFirstVersionImplied: true,
});
