import { type GraphQLSchema, isInputObjectType } from 'graphql';

/** Inputs with exactly one member; type-graphql cannot express this. */
const ONE_OF_INPUTS = ['PolicySpecInput', 'UserSimulatorSpecInput', 'EvaluationSourceInput'];

/**
 * Marks them as `@oneOf`: GraphQL then refuses none, several and null before calling a resolver. Changes the schema in
 * place.
 */
export function markOneOfInputs(schema: GraphQLSchema): void {
  for (const name of ONE_OF_INPUTS) {
    const type = schema.getType(name);
    if (!isInputObjectType(type)) throw new Error(`no input ${name}`);
    type.isOneOf = true;
  }
}
