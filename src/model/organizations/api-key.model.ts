import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { type Role, RoleEnum, ROLES } from '../enums';
import { Node } from '../node';
import { Organization } from './organization.model';
import { TenantRow } from '../tenant-row';
import { CheckOneOf } from '../check-one-of';

/** A bearer key. Only the hash of its secret is kept; the secret itself is shown once, when it is made. */
@ObjectType('ApiKey', {
  implements: Node,
  description: 'A bearer key of the organization. Its secret is shown once, when it is made.',
})
@Entity('api_key')
@Unique('api_key_secret_hash_key', ['secretHash'])
@Index('api_key_created_idx', ['tenantId', 'createdAt', 'id'])
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'api_key_organization_fkey' })
@CheckOneOf('api_key_role_check', 'role', ROLES)
export class ApiKey extends TenantRow {
  @Field(() => String, { description: 'What the key is for, in the words of whoever made it.' })
  @Column({ type: 'text' })
  name!: string;

  @Field(() => RoleEnum, { description: 'What the key may do.' })
  @Column({ type: 'text' })
  role!: Role;

  /** SHA-256 of the secret, hex. The secret has 256 random bits, so a slow hash would add nothing. */
  @Column({ type: 'text' })
  secretHash!: string;

  @Field(() => String, { description: 'First characters of the secret, to tell keys apart.' })
  @Column({ type: 'text' })
  prefix!: string;

  @Field(() => Date, { nullable: true, description: 'When the key was revoked; null while it works.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  revokedAt!: Date | null;
}
