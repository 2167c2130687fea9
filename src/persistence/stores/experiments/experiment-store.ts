import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { ConflictError } from '../../../errors';
import { Experiment } from '../../../model/experiments/experiment.model';
import { requireRow } from '../../require-row';

export class ExperimentStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** @throws ConflictError if the name is taken */
  async create(name: string, description: string): Promise<Experiment> {
    const rows = await this.manager.query<unknown[]>(
      `INSERT INTO experiment (tenant_id, id, name, description) VALUES ($1, $2, $3, $4)
       ON CONFLICT (tenant_id, name) DO NOTHING RETURNING id`,
      [this.tenantId, randomUUID(), name, description],
    );
    if (rows.length === 0) throw new ConflictError(`name: an experiment called "${name}" already exists`);
    return this.getByName(name);
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<Experiment> {
    return requireRow(await this.manager.findOneBy(Experiment, { id }), `experiment ${id}`);
  }

  /** @throws NotFoundError */
  async getByName(name: string): Promise<Experiment> {
    return requireRow(await this.findByName(name), `experiment called "${name}"`);
  }

  findByName(name: string): Promise<Experiment | null> {
    return this.manager.findOneBy(Experiment, { name });
  }

  findMany(ids: readonly string[]): Promise<Experiment[]> {
    return this.manager.findBy(Experiment, { id: In([...ids]) });
  }
}
