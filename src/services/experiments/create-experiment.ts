import { InvalidInputError } from '../../errors';
import type { Experiment } from '../../model/experiments/experiment.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { runOnce } from '../jobs/idempotency';

export type CreateExperimentCommand = {
  readonly name: string;
  readonly description: string;
  readonly idempotencyKey: string | null;
};

export const MAX_EXPERIMENT_NAME = 200;
export const MAX_EXPERIMENT_DESCRIPTION = 10_000;

/** @throws InvalidInputError for a name of 0 or more than 200 characters; ConflictError when the name is taken */
export async function createExperiment(
  database: TenantDatabase,
  tenantId: string,
  input: CreateExperimentCommand,
): Promise<Experiment> {
  const { name, description, idempotencyKey } = input;
  if (name.trim().length === 0 || name.length > MAX_EXPERIMENT_NAME) {
    throw new InvalidInputError(
      `name: has ${name.length} characters; it must have 1 to ${MAX_EXPERIMENT_NAME}, not all blank`,
    );
  }
  if (description.length > MAX_EXPERIMENT_DESCRIPTION) {
    throw new InvalidInputError(
      `description: has ${description.length} characters; at most ${MAX_EXPERIMENT_DESCRIPTION} are kept`,
    );
  }
  return database.inTenant(tenantId, async (stores) => {
    const call = { operation: 'createExperiment', key: idempotencyKey, input: { name, description } };
    const { id } = await runOnce(stores, call, async () => ({
      id: (await stores.experiments.create(name, description)).id,
    }));
    return stores.experiments.get(id);
  });
}
