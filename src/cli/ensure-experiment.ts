import { NotFoundError } from '../errors';
import type { ApiClient } from './api-client';
import { CREATE_EXPERIMENT, FIND_EXPERIMENT } from './queries/operations.generated';
import { requireFound } from './queries/require-found';

/** Id of the experiment with this name. @throws NotFoundError */
export async function findExperiment(client: ApiClient, name: string): Promise<string> {
  const { experiment } = await client.query(FIND_EXPERIMENT, { name });
  return requireFound(experiment).id;
}

/** Id of the experiment with this name, created if missing. */
export async function ensureExperiment(client: ApiClient, name: string): Promise<string> {
  try {
    return await findExperiment(client, name);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
  }
  const { createExperiment } = await client.query(CREATE_EXPERIMENT, { name });
  return createExperiment.id;
}
