import type { AirlineVersion } from '../../environment/airline/world/world';
import { TenantDatabase } from '../../persistence/tenant-database';
import { ensureOrganization } from '../../services/organizations/create-organization';
import { importTaskSet } from '../../services/tasks/import-task-set';
import { GENERATE_TASK_SET } from '../queries/operations.generated';
import { type DemoContext, repeatable } from './demo-context';
import type { TaskPlan } from './demo-plan';

/** The organization that the demo uses. */
export const DEMO_ORGANIZATION = 'demo';

/** A task set as the demo uses it. */
export type TaskSetView = { readonly id: string; readonly name: string };

/** A task set and the number of its tasks to play; null for all. */
export type DemoTaskChoice = { readonly taskSet: TaskSetView; readonly taskLimit: number | null };

/** Tasks in the plan's generated world; reused if an earlier run created them. */
export async function generateTasks({ client, plan, run }: DemoContext, tasks: TaskPlan): Promise<DemoTaskChoice> {
  const { size, split, seed: taskSeed } = tasks;
  const name = `demo: ${size} generated tasks, ${split.toLowerCase()}, seed ${taskSeed}`;
  const input = repeatable(run, { ...plan.world, name, size, split, taskSeed });
  const { generateTaskSet } = await client.query(GENERATE_TASK_SET, { input });
  return { taskSet: generateTaskSet, taskLimit: null };
}

export type BenchmarkFolder = { readonly folder: string; readonly version: AirlineVersion };

/**
 * The tasks of a benchmark folder. The import reads files on the operator's disk, so it is not part of the API.
 *
 * @throws InvalidInputError if a file is missing or malformed
 */
export async function importBenchmarkTasks(
  { plan, run }: DemoContext,
  applicationUrl: string,
  { folder, version }: BenchmarkFolder,
): Promise<DemoTaskChoice> {
  const database = await TenantDatabase.connect(applicationUrl, 2);
  try {
    const organization = await ensureOrganization(database, DEMO_ORGANIZATION, DEMO_ORGANIZATION);
    const name = version === 'v1' ? 'tau-bench airline' : 'tau2-bench airline';
    const idempotencyKey = `demo ${run} ${version}`;
    const input = { name, folder, version, split: null, idempotencyKey };
    return { taskSet: await importTaskSet(database, organization.id, input), taskLimit: plan.benchmarkTasks };
  } finally {
    await database.close();
  }
}
