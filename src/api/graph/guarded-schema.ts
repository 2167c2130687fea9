import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import { missingLimitOf, readMembers } from '../guards/argument-limits';
import { assertAllowed, PERMISSIONS, permissionOf } from '../guards/authorization';
import type { RequestContext } from './request-context';

type ApiField = GraphQLField<unknown, RequestContext>;
type Fields = Readonly<Record<string, ApiField>>;

/**
 * Adds checks in front of the resolvers of a newly built schema: the permission of each operation, then the arguments
 * of every field, whose ids reach the resolver in their canonical form. Changes the schema in place.
 *
 * @throws Error naming each operation without a permission and each text or list without a max length
 */
export function guardSchema(schema: GraphQLSchema): void {
  const problems: string[] = [];
  for (const rootType of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(rootType?.getFields() ?? {})) {
      if (permissionOf(field.extensions) === null) problems.push(`${field.name} has no permission (@Requires)`);
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
  const read = (args: Arguments, context: RequestContext): Arguments => {
    if (permission !== null) assertAllowed(context.principal.role, permission, field.name);
    return readMembers(field.args, args, null);
  };
  // In a subscription, `resolve` receives the arguments with every event.
  if (field.subscribe !== undefined) field.subscribe = guarded(field.subscribe, read);
  if (field.resolve !== undefined) field.resolve = guarded(field.resolve, read);
}

type Arguments = Readonly<Record<string, unknown>>;

type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

function guarded(resolver: Resolver, read: (args: Arguments, context: RequestContext) => Arguments): Resolver {
  return (source, args: Arguments, context, info) => resolver(source, read(args, context), context, info);
}
