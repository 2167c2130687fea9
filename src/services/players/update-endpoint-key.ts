import type { Endpoint } from '../../model/players/endpoint.model';
import type { EndpointContext } from './create-endpoint';
import { sealEndpointKey } from './endpoint-key';

/**
 * Replaces the API key of an endpoint; clients opened earlier keep using the old key.
 *
 * @param apiKey null removes the key
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
