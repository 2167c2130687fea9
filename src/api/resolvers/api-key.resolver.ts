import { Ctx, Query, Resolver } from 'type-graphql';
import { ApiKey } from '../../model/api-key.model';
import { Requires } from '../authorization';
import type { RequestContext } from '../request-context';

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @Requires('MANAGE_KEYS')
  @Query(() => [ApiKey], { description: 'The keys of the organization, oldest first, revoked ones included.' })
  apiKeys(@Ctx() { directory, tenantId }: RequestContext): Promise<ApiKey[]> {
    return directory.listKeys(tenantId);
  }
}
