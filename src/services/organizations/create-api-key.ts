import type { ApiKey } from '../../model/organizations/api-key.model';
import type { Role } from '../../model/enums';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { requireText, TEXTS } from '../../stored-text';
import { runOnce } from '../jobs/idempotency';

export type CreateApiKeyCommand = {
  readonly name: string;
  readonly role: Role;
  readonly idempotencyKey: string | null;
};

/** `secret` is null on a retry: it was shown in the original response and is not stored. */
export type CreatedApiKey = { readonly apiKey: ApiKey; readonly secret: string | null };

/** @throws InvalidInputError for a blank name, LimitExceededError for one of more than 200 characters */
export async function createApiKey(
  database: TenantDatabase,
  tenantId: string,
  { name, role, idempotencyKey }: CreateApiKeyCommand,
): Promise<CreatedApiKey> {
  requireText('name', name, TEXTS.name);
  return database.inTenant(tenantId, async (stores) => {
    let secret: string | null = null;
    const call = { operation: 'createApiKey', key: idempotencyKey, input: { name, role } };
    const { id } = await runOnce(stores, call, async () => {
      const issued = await stores.apiKeys.issue(name, role);
      secret = issued.secret;
      return { id: issued.key.id };
    });
    return { apiKey: await stores.apiKeys.get(id), secret };
  });
}
