import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { ApiKey } from '../../model/organizations/api-key.model';
import { createApiKey } from '../../services/organizations/create-api-key';
import { Requires } from '../guards/authorization';
import { CreateApiKeyInput } from './create-api-key.input';
import type { RequestContext } from '../graph/request-context';
import { CreateApiKeyPayload } from './create-api-key.type';
import { connectionTypeOf } from '../graph/connections';
import { organizationSource } from '../graph/list-source';
import { NamedListArgs } from '../graph/page-args';
import { LISTS } from '../../persistence/lists/lists';

const ApiKeyConnection = connectionTypeOf(ApiKey, 'ApiKey');

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @Requires('MANAGE_KEYS')
  @Query(() => ApiKeyConnection, { description: 'Keys of the organization, including revoked ones, newest first.' })
  async apiKeys(@Args(() => NamedListArgs) args: NamedListArgs, @Ctx() context: RequestContext) {
    return new ApiKeyConnection(await organizationSource(context, { list: LISTS.apiKeys, args }));
  }

  @Requires('MANAGE_KEYS')
  @Mutation(() => CreateApiKeyPayload, {
    description: 'Creates a key. Its secret is returned only here.',
  })
  async createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'The new key.' }) input: CreateApiKeyInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<CreateApiKeyPayload> {
    const { name, role, idempotencyKey } = input;
    const created = await createApiKey(database, tenantId, { name, role, idempotencyKey: idempotencyKey ?? null });
    return Object.assign(new CreateApiKeyPayload(), created);
  }

  @Requires('MANAGE_KEYS')
  @Mutation(() => ApiKey, {
    description:
      'Revokes a key, effective at once; its open WebSockets are closed within a second. No effect on a key that is already revoked.',
  })
  revokeApiKey(
    @Arg('id', () => ID, { description: 'Id of the key.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<ApiKey> {
    return inTenant((stores) => stores.apiKeys.revoke(id));
  }
}
