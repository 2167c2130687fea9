import { randomUUID } from 'node:crypto';
import type { EndpointAccess } from '../../endpoints/endpoint-access';
import type { Endpoint } from '../../model/players/endpoint.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { requireText, TEXTS } from '../../stored-text';
import { sealEndpointKey } from './endpoint-key';
import { runOnce } from '../jobs/idempotency';

export type CreateEndpointCommand = {
  readonly name: string;
  readonly baseUrl: string;
  /** Null if requests carry no key. */
  readonly apiKey: string | null;
  readonly idempotencyKey: string | null;
};

/** What a use case of endpoints needs of the installation and of the organization. */
export type EndpointContext = {
  readonly database: TenantDatabase;
  readonly tenantId: string;
  readonly endpoints: EndpointAccess;
};

/**
 * Stores an endpoint with its API key encrypted. Sends no request to it.
 *
 * @throws InvalidInputError for a blank name, an invalid or internal URL, or a key that no header can carry;
 *   ConflictError if the name is taken
 */
export async function createEndpoint(
  { database, tenantId, endpoints }: EndpointContext,
  { name, baseUrl: givenUrl, apiKey, idempotencyKey }: CreateEndpointCommand,
): Promise<Endpoint> {
  const { vault, guard } = endpoints;
  requireText('name', name, TEXTS.name);
  const baseUrl = guard.checkBaseUrl(givenUrl);
  const endpointId = randomUUID();
  const stored = sealEndpointKey(vault, apiKey, { tenantId, endpointId, baseUrl });
  // The idempotency record keeps an unsalted hash of the input, from which a short key could be found by brute force.
  const keyPrint = apiKey === null || idempotencyKey === null ? null : vault.fingerprint(apiKey);
  return database.inTenant(tenantId, async (stores) => {
    const call = { operation: 'createEndpoint', key: idempotencyKey, input: { name, baseUrl, keyPrint } };
    const { id } = await runOnce(stores, call, async () => ({
      id: (await stores.endpoints.create({ id: endpointId, name, baseUrl, ...stored })).id,
    }));
    return stores.endpoints.get(id);
  });
}
