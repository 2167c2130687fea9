import type { Experiment } from '../../model/experiments/experiment.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { requireText, TEXTS } from '../../stored-text';
import { runOnce } from '../jobs/idempotency';

export type CreateExperimentCommand = {
  readonly name: string;
  readonly description: string;
  readonly idempotencyKey: string | null;
};

/**
 * @throws InvalidInputError for a blank name, LimitExceededError for one that is too long, ConflictError if it is taken
 */
export async function createExperiment(
  database: TenantDatabase,
  tenantId: string,
  input: CreateExperimentCommand,
): Promise<Experiment> {
  const { name, description, idempotencyKey } = input;
  requireText('name', name, TEXTS.name);
  requireText('description', description, TEXTS.note);
  return database.inTenant(tenantId, async (stores) => {
    const call = { operation: 'createExperiment', key: idempotencyKey, input: { name, description } };
    const { id } = await runOnce(stores, call, async () => ({
      id: (await stores.experiments.create(name, description)).id,
    }));
    return stores.experiments.get(id);
  });
}
