import { NotFoundError } from '../errors';
import type { ApiClient } from './api-client';

/** The id of the experiment called `name`. @throws NotFoundError */
export async function findExperiment(client: ApiClient, name: string): Promise<string> {
  const { experiment } = await client.query<{ experiment: { id: string } }>(
    'query ($name: String!) { experiment(name: $name) { id } }',
    { name },
  );
  return experiment.id;
}

/** The id of the experiment called `name`, which is made when there is none. */
export async function ensureExperiment(client: ApiClient, name: string): Promise<string> {
  try {
    return await findExperiment(client, name);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
  }
  const { createExperiment } = await client.query<{ createExperiment: { id: string } }>(
    'mutation ($name: String!) { createExperiment(input: { name: $name }) { id } }',
    { name },
  );
  return createExperiment.id;
}
