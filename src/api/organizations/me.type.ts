import { Field, ObjectType } from 'type-graphql';
import { ApiKey } from '../../model/organizations/api-key.model';
import { type Role, RoleEnum } from '../../model/enums';
import { Organization } from '../../model/organizations/organization.model';

@ObjectType('Me', { description: 'Organization, role and key of a request.' })
export class Me {
  @Field(() => Organization, { description: 'Organization that the key belongs to.' })
  organization!: Organization;

  @Field(() => RoleEnum, { description: 'Role of the key.' })
  role!: Role;

  @Field(() => ApiKey, { description: 'The key, without its secret.' })
  key!: ApiKey;
}
