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
  /** Null: requests carry none. */
  readonly apiKey: string | null;
  readonly idempotencyKey: string | null;
};

/** The installation's part and the organization's part of a use case of endpoints. */
export type EndpointContext = {
  readonly database: TenantDatabase;
  readonly tenantId: string;
  readonly endpoints: EndpointAccess;
};

/**
 * Stores an endpoint, its key encrypted. Nothing is sent to it.
 *
 * @throws InvalidInputError for a blank name, an address that is none or internal, a key that no
 *   header can carry; ConflictError when the name is taken
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
  // The record of the call keeps a plain hash of its input, from which a short key could be found by trying.
  const keyPrint = apiKey === null || idempotencyKey === null ? null : vault.fingerprint(apiKey);
  return database.inTenant(tenantId, async (stores) => {
    const call = { operation: 'createEndpoint', key: idempotencyKey, input: { name, baseUrl, keyPrint } };
    const { id } = await runOnce(stores, call, async () => ({
      id: (await stores.endpoints.create({ id: endpointId, name, baseUrl, ...stored })).id,
    }));
    return stores.endpoints.get(id);
  });
}
