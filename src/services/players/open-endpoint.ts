import { EndpointClient, type EndpointClientOptions } from '../../endpoints/endpoint-client';
import type { EndpointContext } from './create-endpoint';

/** Overrides of the settings in the row, for tests and tuning. */
export type OpenOptions = Pick<EndpointClientOptions, 'maxAnswerBytes' | 'pauses'>;

/**
 * Opens a client of a stored endpoint with its key decrypted. Sends no request yet; close the client when the work is
 * done.
 *
 * @throws NotFoundError if the organization has no such endpoint
 * @throws InvalidInputError if its key was encrypted with a different master key, or its URL is no longer allowed
 */
export async function openEndpoint(
  { database, tenantId, endpoints }: EndpointContext,
  endpointId: string,
  options: OpenOptions = {},
): Promise<EndpointClient> {
  const { vault, guard } = endpoints;
  const { id, name, baseUrl, sealedKey } = await database.inTenant(tenantId, (stores) =>
    stores.endpoints.get(endpointId),
  );
  const apiKey = sealedKey === null ? null : vault.open(sealedKey, { tenantId, endpointId: id, baseUrl });
  return new EndpointClient({ name, baseUrl: guard.checkBaseUrl(baseUrl), apiKey, guard, ...options });
}
