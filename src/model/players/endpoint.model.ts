import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { Node } from '../node';
import { Organization } from '../organizations/organization.model';
import { TenantRow } from '../tenant-row';

/** A server of models. Its API key is stored encrypted and never shown again. */
@ObjectType('Endpoint', {
  implements: Node,
  description: 'An OpenAI-compatible server that serves models. Its API key is stored encrypted and never shown again.',
})
@Entity('endpoint')
@Unique('endpoint_name_key', ['tenantId', 'name'])
@Index('endpoint_created_idx', ['tenantId', 'createdAt', 'id'])
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'endpoint_organization_fkey' })
export class Endpoint extends TenantRow {
  @Field(() => String, { description: 'Name, unique within the organization.' })
  @Column({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'Base URL; requests go to `<baseUrl>/chat/completions`.' })
  @Column({ type: 'text' })
  baseUrl!: string;

  /** The API key as encrypted by KeyVault; null if requests carry no key. */
  @Column({ type: 'text', nullable: true })
  sealedKey!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Last 4 characters of the API key, to identify it; null if there is no key or it has fewer than 16 characters.',
  })
  @Column({ type: 'text', nullable: true })
  keyHint!: string | null;
}
