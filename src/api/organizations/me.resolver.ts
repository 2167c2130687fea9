import { Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import { ApiKey } from '../../model/organizations/api-key.model';
import { Organization } from '../../model/organizations/organization.model';
import { Requires } from '../guards/authorization';
import type { RequestContext } from '../graph/request-context';
import { Me } from './me.type';

@Resolver(() => Me)
export class MeResolver {
  @Requires('READ')
  @Query(() => Me, { description: 'Organization, role and key of this request.' })
  me(@Ctx() { principal }: RequestContext): Pick<Me, 'role'> {
    return { role: principal.role };
  }

  @FieldResolver(() => Organization)
  organization(@Ctx() { directory, tenantId }: RequestContext): Promise<Organization> {
    return directory.getOrganization(tenantId);
  }

  @FieldResolver(() => ApiKey)
  key(@Ctx() { inTenant, principal }: RequestContext): Promise<ApiKey> {
    return inTenant((stores) => stores.apiKeys.get(principal.keyId));
  }
}
