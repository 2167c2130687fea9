import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import { assertArgumentFits, missingLimitOf } from './argument-limits';
import { assertAllowed, PERMISSIONS, permissionOf } from './authorization';
import type { RequestContext } from '../graph/request-context';

type ApiField = GraphQLField<unknown, RequestContext>;
type Fields = Readonly<Record<string, ApiField>>;

/**
 * Puts the checks in front of the resolvers of a freshly built schema: the permission of each operation, then the lengths and ids of
 * the arguments of every field. Changes the schema in place.
 *
 * @throws Error naming each operation without a permission word and each text or list without a largest length
 */
export function guardSchema(schema: GraphQLSchema): void {
  const problems: string[] = [];
  for (const rootType of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(rootType?.getFields() ?? {})) {
      if (permissionOf(field.extensions) === null) problems.push(`${field.name} has no permission word (@Requires)`);
    }
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isObjectType(type)) {
      for (const field of Object.values(type.getFields() as Fields)) {
        for (const arg of field.args) problems.push(...problemsOf(arg, `${type.name}.${field.name}(${arg.name}:)`));
        guardField(field);
      }
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        const problem = missingLimitOf(field, `${type.name}.${field.name}`);
        if (problem !== null) problems.push(problem);
      }
    }
  }
  if (problems.length > 0) throw new Error(`the schema does not build: ${problems.join('; ')}`);
}

function problemsOf(arg: GraphQLArgument, coordinate: string): string[] {
  const problem = missingLimitOf(arg, coordinate);
  return problem === null ? [] : [problem];
}

function guardField(field: ApiField): void {
  const permission = permissionOf(field.extensions);
  if (permission === null && field.args.length === 0) return;
  if (permission !== null) {
    field.description = `${field.description ?? ''} Role: ${PERMISSIONS[permission].join(', ')}.`;
  }
  const check = (args: Readonly<Record<string, unknown>>, context: RequestContext): void => {
    if (permission !== null) assertAllowed(context.principal.role, permission, field.name);
    for (const arg of field.args) assertArgumentFits(arg, args[arg.name], arg.name);
  };
  if (field.subscribe !== undefined) field.subscribe = guarded(field.subscribe, check);
  else if (field.resolve !== undefined) field.resolve = guarded(field.resolve, check);
}

type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

function guarded(
  resolver: Resolver,
  check: (args: Readonly<Record<string, unknown>>, context: RequestContext) => void,
): Resolver {
  return (source, args: Record<string, unknown>, context, info) => {
    check(args, context);
    return resolver(source, args, context, info);
  };
}
