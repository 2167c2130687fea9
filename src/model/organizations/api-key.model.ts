import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { type Role, RoleEnum, ROLES } from '../enums';
import { Node } from '../node';
import { Organization } from './organization.model';
import { TenantRow } from '../tenant-row';
import { CheckOneOf } from '../check-one-of';

/**
 * An API key, sent as a bearer token. Only the hash of the secret is stored; the secret itself is shown once, on
 * creation.
 */
@ObjectType('ApiKey', {
  implements: Node,
  description: 'API key of the organization, sent as a bearer token. The secret is shown once, on creation.',
})
@Entity('api_key')
@Unique('api_key_secret_hash_key', ['secretHash'])
@Index('api_key_created_idx', ['tenantId', 'createdAt', 'id'])
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'api_key_organization_fkey' })
@CheckOneOf('api_key_role_check', 'role', ROLES)
export class ApiKey extends TenantRow {
  @Field(() => String, { description: 'Free-text label that says what the key is used for.' })
  @Column({ type: 'text' })
  name!: string;

  @Field(() => RoleEnum, { description: 'Role, which decides what the key is allowed to do.' })
  @Column({ type: 'text' })
  role!: Role;

  /** SHA-256 of the secret in hex. The secret has 256 random bits, so a slow hash would add no security. */
  @Column({ type: 'text' })
  secretHash!: string;

  @Field(() => String, { description: 'First characters of the secret, to identify the key.' })
  @Column({ type: 'text' })
  prefix!: string;

  @Field(() => Date, { nullable: true, description: 'Time at which the key was revoked; null while it is valid.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  revokedAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'When the key was last used, as a request or a WebSocket; null if never. Written about once a minute, so a recent use may not show yet.',
  })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  lastUsedAt!: Date | null;
}
