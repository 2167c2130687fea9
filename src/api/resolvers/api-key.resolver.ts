import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { InvalidInputError } from '../../errors';
import { ApiKey } from '../../model/api-key.model';
import { Requires } from '../authorization';
import { CreateApiKeyInput } from '../inputs/create-api-key.input';
import type { RequestContext } from '../request-context';
import { CreateApiKeyPayload } from '../types/create-api-key.type';

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @Requires('MANAGE_KEYS')
  @Query(() => [ApiKey], { description: 'The keys of the organization, oldest first, revoked ones included.' })
  apiKeys(@Ctx() { directory, tenantId }: RequestContext): Promise<ApiKey[]> {
    return directory.listKeys(tenantId);
  }

  @Requires('MANAGE_KEYS')
  @Mutation(() => CreateApiKeyPayload, {
    description: 'Makes a key. Its secret is in this answer and nowhere else, so a repetition makes another key.',
  })
  async createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'The new key.' }) input: CreateApiKeyInput,
    @Ctx() { directory, tenantId }: RequestContext,
  ): Promise<CreateApiKeyPayload> {
    if (input.name.trim() === '') throw new InvalidInputError('input.name: is blank; say what the key is for');
    const { key, secret } = await directory.issueKey(tenantId, input.name, input.role);
    return Object.assign(new CreateApiKeyPayload(), { apiKey: key, secret });
  }

  @Requires('MANAGE_KEYS')
  @Mutation(() => ApiKey, { description: 'Revokes a key: it stops working at once. A revoked one stays as it is.' })
  revokeApiKey(
    @Arg('id', () => ID, { description: 'Id of the key.' }) id: string,
    @Ctx() { directory, tenantId }: RequestContext,
  ): Promise<ApiKey> {
    return directory.revokeKey(tenantId, id);
  }
}
