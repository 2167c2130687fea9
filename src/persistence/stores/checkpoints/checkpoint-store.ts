import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { Checkpoint } from '../../../model/checkpoints/checkpoint.model';
import { requireRow } from '../../require-row';

export type NewCheckpointRow = Omit<Checkpoint, 'id' | 'tenantId' | 'createdAt' | 'stateJson'> &
  Partial<Pick<Checkpoint, 'stateJson'>>;

export class CheckpointStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  async create(checkpoint: NewCheckpointRow): Promise<Checkpoint> {
    const id = randomUUID();
    await this.manager.insert(Checkpoint, { ...checkpoint, id, tenantId: this.tenantId });
    return this.get(id);
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<Checkpoint> {
    return requireRow(await this.manager.findOneBy(Checkpoint, { id }), `checkpoint ${id}`);
  }

  findMany(ids: readonly string[]): Promise<Checkpoint[]> {
    return this.manager.findBy(Checkpoint, { id: In([...ids]) });
  }

  /** Checkpoints of a run in the order of their steps. */
  ofTrainingRun(trainingRunId: string): Promise<Checkpoint[]> {
    return this.manager.find(Checkpoint, { where: { trainingRunId }, order: { step: 'ASC', createdAt: 'ASC' } });
  }

  /**
   * The ancestors of each checkpoint, nearest first, at most `limit` each. A row can only name a parent that already
   * exists, so there are no cycles.
   */
  async ancestors(ids: readonly string[], limit: number): Promise<ReadonlyMap<string, Checkpoint[]>> {
    const rows = await this.manager.query<{ root: string; id: string }[]>(
      `WITH RECURSIVE line AS (
         SELECT id AS root, parent_id AS id, 1 AS depth FROM checkpoint WHERE id = ANY($1) AND parent_id IS NOT NULL
         UNION ALL
         SELECT line.root, child.parent_id, line.depth + 1 FROM line JOIN checkpoint child ON child.id = line.id
         WHERE line.depth < $2 AND child.parent_id IS NOT NULL
       ) SELECT root, id FROM line ORDER BY root, depth`,
      [ids, limit],
    );
    const found = new Map((await this.findMany([...new Set(rows.map((row) => row.id))])).map((row) => [row.id, row]));
    const lines = new Map<string, Checkpoint[]>(ids.map((id) => [id, []]));
    for (const { root, id } of rows) lines.get(root)!.push(found.get(id)!);
    return lines;
  }
}
