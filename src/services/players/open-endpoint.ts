import { EndpointClient, type EndpointClientOptions } from '../../endpoints/endpoint-client';
import type { EndpointContext } from './create-endpoint';

/** How a client differs from what the row says; for tests and tuning. */
export type OpenOptions = Pick<EndpointClientOptions, 'maxAnswerBytes' | 'pauses'>;

/**
 * The client of a stored endpoint, with its key decrypted. Nothing is sent yet; close the client when the work is done.
 *
 * @throws NotFoundError when the organization has no such endpoint
 * @throws InvalidInputError when its key was encrypted under another master key, or its address is no longer allowed
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
