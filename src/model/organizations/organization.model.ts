import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { Node } from '../node';

/** A tenant. Its id is the tenant id of every other row. */
@ObjectType('Organization', {
  implements: Node,
  description: 'The owner of experiments, keys and everything below them.',
})
@Entity('organization')
@Unique('organization_slug_key', ['slug'])
export class Organization extends Node {
  @PrimaryColumn({ type: 'uuid' })
  override id!: string;

  @Field(() => String, { description: 'Short name used on the command line: 1 to 63 of a-z, 0-9 and -.' })
  @Column({ type: 'text' })
  slug!: string;

  @Field(() => String, { description: 'Name to show.' })
  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  override createdAt!: Date;
}
