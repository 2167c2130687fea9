import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { Node } from '../node';

/** A tenant. Every other row has its id as tenant id. */
@ObjectType('Organization', {
  implements: Node,
  description: 'The tenant that owns experiments, API keys and all other data.',
})
@Entity('organization')
@Unique('organization_slug_key', ['slug'])
export class Organization extends Node {
  @PrimaryColumn({ type: 'uuid' })
  override id!: string;

  @Field(() => String, { description: 'Short name for the command line: 1 to 63 characters of a-z, 0-9 and -.' })
  @Column({ type: 'text' })
  slug!: string;

  @Field(() => String, { description: 'Display name.' })
  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  override createdAt!: Date;
}
