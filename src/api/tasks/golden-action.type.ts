import { Field, ObjectType } from 'type-graphql';

@ObjectType('GoldenAction', { description: 'An action of the reference solution of a task.' })
export class GoldenActionType {
  @Field(() => String, { description: 'Name of the tool.' })
  name!: string;

  @Field(() => String, { description: 'Arguments as the JSON text of an object, verbatim.' })
  arguments!: string;
}
