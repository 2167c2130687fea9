import { Field, ID, InterfaceType } from 'type-graphql';

/** An object with a globally unique id, which `node(id)` can fetch. */
@InterfaceType('Node', { description: 'An object with a globally unique id; `node(id)` returns it.' })
export abstract class Node {
  @Field(() => ID, { description: 'Stable id, unique across all types.' })
  id!: string;

  @Field(() => Date, { description: 'Time of creation.' })
  createdAt!: Date;
}
