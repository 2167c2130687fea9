import { loadTaskSet, type LoadedTask } from '../../../src/services/tasks/load-task-set';
import { Environments } from '../../../src/services/worlds/environments';
import type { Collection } from '../../../src/model/collection/collection.model';
import type { TenantDatabase } from '../../../src/persistence/tenant-database';
import { callTool, say } from '../../support/model-server/behaviours';
import type { Behaviour, ReceivedRequest } from '../../support/model-server/model-server';

/** The tasks of a collection, in order. */
export async function tasksOf(
  place: { readonly database: TenantDatabase; readonly tenantId: string },
  collection: Collection,
): Promise<readonly LoadedTask[]> {
  const { tasks } = await loadTaskSet({ ...place, environments: new Environments(null) }, collection.taskSetId);
  return tasks;
}

/** The task that a request is about: its user reads the instruction out, and its user's prompt holds it. */
export function taskOf(request: ReceivedRequest, tasks: readonly LoadedTask[]): LoadedTask | undefined {
  const texts = request.body.messages.map(({ content }) => (typeof content === 'string' ? content : ''));
  return tasks.find(({ task }) => texts.some((text) => text.includes(task.instruction)));
}

/** A model that plays the user: reads its instruction out, and stops when the agent has answered. */
export function userModel(request: ReceivedRequest, tasks: readonly LoadedTask[]): Behaviour {
  const hasSpoken = request.body.messages.some(({ role }) => role === 'assistant');
  return say(hasSpoken ? '###STOP###' : (taskOf(request, tasks)?.task.instruction ?? 'no task'));
}

/** A model that makes the calls of the task one by one, and then says so. */
export function rightModel(request: ReceivedRequest, tasks: readonly LoadedTask[]): Behaviour {
  const task = taskOf(request, tasks)?.task;
  const action = task?.goldenActions[turnsOf(request)];
  if (action !== undefined) return callTool(action.name, action.arguments);
  return say(['It is done.', ...(task?.expectedOutputs ?? [])].join(' '));
}

/** Turns that the agent has had, by the tools' answers. */
export function turnsOf(request: ReceivedRequest): number {
  return request.body.messages.filter(({ role }) => role === 'tool').length;
}
