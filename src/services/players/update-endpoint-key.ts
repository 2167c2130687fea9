import type { Endpoint } from '../../model/players/endpoint.model';
import type { EndpointContext } from './create-endpoint';
import { sealEndpointKey } from './endpoint-key';

/**
 * Replaces the API key of an endpoint; who opened the endpoint before goes on with the old one.
 *
 * @param apiKey null takes the key away
 * @throws NotFoundError; InvalidInputError for a key that no header can carry
 */
export async function updateEndpointKey(
  { database, tenantId, endpoints }: EndpointContext,
  endpointId: string,
  apiKey: string | null,
): Promise<Endpoint> {
  return database.inTenant(tenantId, async (stores) => {
    const { baseUrl } = await stores.endpoints.get(endpointId);
    const stored = sealEndpointKey(endpoints.vault, apiKey, { tenantId, endpointId, baseUrl });
    return stores.endpoints.replaceKey(endpointId, stored);
  });
}
