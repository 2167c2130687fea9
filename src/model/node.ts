import { Field, ID, InterfaceType } from 'type-graphql';

/** Anything with an id of its own that `node(id)` can fetch. */
@InterfaceType('Node', { description: 'Anything with an id of its own; `node(id)` fetches it.' })
export abstract class Node {
  @Field(() => ID, { description: 'Stable id, unique over all types.' })
  id!: string;

  @Field(() => Date, { description: 'When it was written.' })
  createdAt!: Date;
}
