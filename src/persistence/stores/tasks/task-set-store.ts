import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { TaskSet } from '../../../model/tasks/task-set.model';
import { Task } from '../../../model/tasks/task.model';
import type { NewTask } from '../catalog-store';
import { requireRow } from '../../require-row';

/** A playable task without an id. */
export type NewPlayableTask = NewTask & Pick<Task, 'detailsJson' | 'factsJson' | 'trapsJson' | 'family' | 'split'>;

/** A task set that is complete when it is written. */
export type NewTaskSet = {
  readonly name: string;
  /** SHA-256 (hex) of everything that playing its tasks depends on. */
  readonly contentHash: string;
  readonly environmentJson: string;
  /** At least one, without duplicates of external id and content hash. */
  readonly tasks: readonly NewPlayableTask[];
};

/** Selection of a set's tasks, in its order. */
export type TaskChoice = {
  /** Null for every split. */
  readonly split: string | null;
  /** Null for every family. */
  readonly families: readonly string[] | null;
  /** Limit to the first N of those; null for all. */
  readonly limit: number | null;
  /** Skips this many first; default 0. The order of a sealed set never changes. */
  readonly offset?: number;
};

/** Sealed sets of playable tasks. */
export class TaskSetStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** Writes a set as the next version of its name. @returns its id */
  async createVersion({ name, contentHash, environmentJson, tasks }: NewTaskSet): Promise<string> {
    const id = randomUUID();
    // The lock is held until the transaction ends, so two concurrent writers of one name get two versions.
    await this.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `${this.tenantId}:task set:${name}`,
    ]);
    await this.manager.query(
      `INSERT INTO task_set (tenant_id, id, name, version, content_hash, environment_json)
       SELECT $1, $2, $3, COALESCE(max(version), 0) + 1, $4, $5 FROM task_set WHERE name = $3`,
      [this.tenantId, id, name, contentHash, environmentJson],
    );
    await this.insertTasks(id, tasks);
    return id;
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<TaskSet> {
    return requireRow(await this.manager.findOneBy(TaskSet, { id }), `task set ${id}`);
  }

  /** The newest version of the name. @throws NotFoundError */
  async getNewest(name: string): Promise<TaskSet> {
    return requireRow(
      await this.manager.findOne(TaskSet, { where: { name }, order: { version: 'DESC' } }),
      `task set "${name}"`,
    );
  }

  /** The selected tasks in the order of the set. */
  findTasks(taskSetId: string, { split, families, limit, offset = 0 }: TaskChoice): Promise<Task[]> {
    const query = this.tasksOf(taskSetId);
    if (split !== null) query.andWhere('task.split = :split', { split });
    if (families !== null) query.andWhere('task.family = ANY(:families)', { families: [...families] });
    if (limit !== null) query.limit(limit);
    query.offset(offset);
    return query.orderBy('task.createdAt', 'ASC').addOrderBy('task.id', 'ASC').getMany();
  }

  /** Tasks of any set, in no particular order; ids without a task are omitted. */
  findTasksById(ids: readonly string[]): Promise<Task[]> {
    return this.manager.findBy(Task, { id: In([...ids]) });
  }

  private tasksOf(taskSetId: string) {
    return this.manager.createQueryBuilder(Task, 'task').where('task.taskSetId = :taskSetId', { taskSetId });
  }

  /** Ids are drawn and then sorted: tasks written in one statement have the same time, and lists break ties by id. */
  private async insertTasks(taskSetId: string, tasks: readonly NewPlayableTask[]): Promise<void> {
    const ids = tasks.map(() => randomUUID()).sort();
    await this.manager.query(
      `INSERT INTO task (tenant_id, task_set_id, id, external_id, content_hash, instruction, golden_actions_json,
         golden_action_count, expected_outputs, details_json, facts_json, traps_json, family, split)
       SELECT $1, $2, t.id, t.external_id, t.content_hash, t.instruction, t.golden, t.golden_count,
         ARRAY(SELECT json_array_elements_text(t.outputs::json)), t.details, t.facts, t.traps, t.family, t.split
       FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::text[], $10::text[], $11::text[],
         $12::text[], $13::text[], $14::text[])
         AS t(id, external_id, content_hash, instruction, golden, golden_count, outputs, details, facts, traps, family, split)`,
      [
        this.tenantId,
        taskSetId,
        ids,
        tasks.map((task) => task.externalId),
        tasks.map((task) => task.contentHash),
        tasks.map((task) => task.instruction),
        tasks.map((task) => task.goldenActionsJson),
        tasks.map((task) => task.goldenActionCount),
        tasks.map((task) => JSON.stringify(task.expectedOutputs)),
        tasks.map((task) => task.detailsJson),
        tasks.map((task) => task.factsJson),
        tasks.map((task) => task.trapsJson),
        tasks.map((task) => task.family),
        tasks.map((task) => task.split),
      ],
    );
  }
}
