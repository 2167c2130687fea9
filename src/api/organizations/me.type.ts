import { Field, ObjectType } from 'type-graphql';
import { ApiKey } from '../../model/organizations/api-key.model';
import { type Role, RoleEnum } from '../../model/enums';
import { Organization } from '../../model/organizations/organization.model';

@ObjectType('Me', { description: 'Who the key of the request speaks for.' })
export class Me {
  @Field(() => Organization, { description: 'The organization whose rows the key reaches.' })
  organization!: Organization;

  @Field(() => RoleEnum, { description: 'What the key may do.' })
  role!: Role;

  @Field(() => ApiKey, { description: 'The key itself, without its secret.' })
  key!: ApiKey;
}
