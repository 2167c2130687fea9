import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import type { PolicyKind, SimulatorKind } from '../../model/enums';
import { Policy } from '../../model/players/policy.model';
import { TaskSet } from '../../model/tasks/task-set.model';
import { Task } from '../../model/tasks/task.model';
import { UserSimulator } from '../../model/players/user-simulator.model';

/** Columns of a task without an id. */
export type NewTask = Pick<
  Task,
  'externalId' | 'contentHash' | 'instruction' | 'goldenActionsJson' | 'goldenActionCount' | 'expectedOutputs'
>;

/** Task sets, tasks, policies and simulators that rollouts refer to by name. `ensure` finds a row or creates it. */
export class CatalogStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** @returns id of the policy with this name, created with `kind` if missing */
  async ensurePolicy(name: string, kind: PolicyKind): Promise<string> {
    await this.manager.query(
      `INSERT INTO policy (tenant_id, id, name, kind) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant_id, name) DO NOTHING`,
      [this.tenantId, randomUUID(), name, kind],
    );
    return (await this.manager.findOneByOrFail(Policy, { name })).id;
  }

  async ensureUserSimulator(name: string, version: string, kind: SimulatorKind): Promise<string> {
    await this.manager.query(
      `INSERT INTO user_simulator (tenant_id, id, name, version, kind) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (tenant_id, name, version) DO NOTHING`,
      [this.tenantId, randomUUID(), name, version, kind],
    );
    return (await this.manager.findOneByOrFail(UserSimulator, { name, version })).id;
  }

  /** An open task set, which imports add to. */
  async ensureTaskSet(name: string): Promise<string> {
    await this.manager.query(
      `INSERT INTO task_set (tenant_id, id, name, version) VALUES ($1, $2, $3, 1)
       ON CONFLICT (tenant_id, name, version) DO NOTHING`,
      [this.tenantId, randomUUID(), name],
    );
    return (await this.manager.findOneByOrFail(TaskSet, { name, version: 1 })).id;
  }

  /**
   * @param tasks without duplicates of external id and content hash
   * @returns ids in the order of `tasks`
   */
  async ensureTasks(taskSetId: string, tasks: readonly NewTask[]): Promise<string[]> {
    if (tasks.length === 0) return [];
    const columns = [
      tasks.map(() => randomUUID()),
      tasks.map((task) => task.externalId),
      tasks.map((task) => task.contentHash),
      tasks.map((task) => task.instruction),
      tasks.map((task) => task.goldenActionsJson),
      tasks.map((task) => task.goldenActionCount),
      tasks.map((task) => JSON.stringify(task.expectedOutputs)),
    ];
    await this.manager.query(
      `INSERT INTO task (tenant_id, task_set_id, id, external_id, content_hash, instruction, golden_actions_json,
         golden_action_count, expected_outputs)
       SELECT $1, $2, t.id, t.external_id, t.content_hash, t.instruction, t.golden, t.golden_count,
         ARRAY(SELECT json_array_elements_text(t.outputs::json))
       FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::text[])
         AS t(id, external_id, content_hash, instruction, golden, golden_count, outputs)
       ON CONFLICT (tenant_id, task_set_id, external_id, content_hash) DO NOTHING`,
      [this.tenantId, taskSetId, ...columns],
    );
    const rows = await this.manager.query<{ id: string }[]>(
      `SELECT task.id FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS t(external_id, content_hash, position)
       JOIN task ON task.task_set_id = $1 AND task.external_id = t.external_id AND task.content_hash = t.content_hash
       ORDER BY t.position`,
      [taskSetId, columns[1], columns[2]],
    );
    return rows.map((row) => row.id);
  }

  /**
   * Tasks that a row names without describing them: the newest described task with that name, otherwise a task without
   * content.
   *
   * @returns ids by external id
   */
  async ensureNamedTasks(taskSetId: string, tasks: readonly NewTask[]): Promise<Map<string, string>> {
    if (tasks.length === 0) return new Map();
    const names = [...new Set(tasks.map((task) => task.externalId))].sort();
    const rows = await this.manager.query<{ id: string; external_id: string }[]>(
      `SELECT DISTINCT ON (external_id) id, external_id FROM task WHERE task_set_id = $1 AND external_id = ANY($2)
       ORDER BY external_id, instruction = '', created_at DESC, id`,
      [taskSetId, names],
    );
    const ids = new Map(rows.map((row) => [row.external_id, row.id]));
    const unknown = names.filter((name) => !ids.has(name));
    const made = await this.ensureTasks(
      taskSetId,
      unknown.map((name) => tasks.find((task) => task.externalId === name)!),
    );
    unknown.forEach((name, i) => ids.set(name, made[i]!));
    return ids;
  }

  findTasks(ids: readonly string[]): Promise<Task[]> {
    return this.manager.findBy(Task, { id: In([...ids]) });
  }

  findPolicies(ids: readonly string[]): Promise<Policy[]> {
    return this.manager.findBy(Policy, { id: In([...ids]) });
  }

  findUserSimulators(ids: readonly string[]): Promise<UserSimulator[]> {
    return this.manager.findBy(UserSimulator, { id: In([...ids]) });
  }

  findTaskSets(ids: readonly string[]): Promise<TaskSet[]> {
    return this.manager.findBy(TaskSet, { id: In([...ids]) });
  }
}
