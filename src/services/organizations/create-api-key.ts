import { InvalidInputError } from '../../errors';
import type { ApiKey } from '../../model/organizations/api-key.model';
import type { Role } from '../../model/enums';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { runOnce } from '../jobs/idempotency';

export type CreateApiKeyCommand = {
  readonly name: string;
  readonly role: Role;
  readonly idempotencyKey: string | null;
};

/** `secret` is null when the answer is a repetition: the secret was shown the first time and is stored nowhere. */
export type CreatedApiKey = { readonly apiKey: ApiKey; readonly secret: string | null };

export const MAX_KEY_NAME = 200;

/** @throws InvalidInputError for a name of 0 or more than 200 characters, or all blank */
export async function createApiKey(
  database: TenantDatabase,
  tenantId: string,
  { name, role, idempotencyKey }: CreateApiKeyCommand,
): Promise<CreatedApiKey> {
  if (name.trim().length === 0 || name.length > MAX_KEY_NAME) {
    throw new InvalidInputError(
      `name: has ${name.length} characters; it must have 1 to ${MAX_KEY_NAME}, not all blank`,
    );
  }
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
