import { type GraphQLSchema, isInputObjectType } from 'graphql';

/** Inputs of which exactly one member is given; type-graphql cannot say so itself. */
const ONE_OF_INPUTS = ['PolicySpecInput', 'UserSimulatorSpecInput', 'EvaluationSourceInput'];

/** Marks them as `@oneOf`: GraphQL then refuses none, several and null before a resolver is called. Changes the schema in place. */
export function markOneOfInputs(schema: GraphQLSchema): void {
  for (const name of ONE_OF_INPUTS) {
    const type = schema.getType(name);
    if (!isInputObjectType(type)) throw new Error(`no input ${name}`);
    type.isOneOf = true;
  }
}
