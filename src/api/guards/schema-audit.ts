import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';

/** Names of columns and concepts that must never leave the server. */
const INTERNAL_FIELD =
  /^(tenantId|secretHash|sealedKey|identity|payload.*|fencingToken|leaseExpiresAt|responseJson|goldenActionsJson|.*Path)$/i;

/** The field that returns the secret of a new key, once. */
const SECRET_FIELDS = ['CreateApiKeyPayload.secret'];

type Described = { readonly description?: string | null | undefined };

/** @throws Error naming each element without a description and each field that exposes an internal name */
export function assertSchemaIsPublishable(schema: GraphQLSchema): void {
  const problems = [...findUndescribed(schema), ...findInternalFields(schema)];
  if (problems.length > 0) throw new Error(`the schema cannot be published: ${problems.join('; ')}`);
}

/** Types, fields, arguments, input fields and enum values without a description, each by its coordinate. */
export function findUndescribed(schema: GraphQLSchema): string[] {
  return ownTypes(schema).flatMap((type) => {
    return [
      ...undescribed(type, type.name),
      ...fieldsOf(type).flatMap(([name, field]) => [
        ...undescribed(field, `${type.name}.${name}`),
        ...field.args.flatMap((arg) => undescribed(arg, `${type.name}.${name}(${arg.name}:)`)),
      ]),
      ...(isEnumType(type)
        ? type.getValues().flatMap((value) => undescribed(value, `${type.name}.${value.name}`))
        : []),
    ];
  });
}

/** Fields that expose tenant ids, hashes of secrets, payloads or other internals. */
export function findInternalFields(schema: GraphQLSchema): string[] {
  return ownTypes(schema).flatMap((type) =>
    fieldsOf(type).flatMap(([name]) => {
      const coordinate = `${type.name}.${name}`;
      const isSecret = /secret/i.test(name) && !SECRET_FIELDS.includes(coordinate);
      return INTERNAL_FIELD.test(name) || isSecret ? [`${coordinate} exposes an internal name`] : [];
    }),
  );
}

type AuditedField = Described & { readonly args: readonly (Described & { readonly name: string })[] };

function fieldsOf(type: GraphQLNamedType): [string, AuditedField][] {
  if (isObjectType(type) || isInterfaceType(type)) return Object.entries(type.getFields());
  if (!isInputObjectType(type)) return [];
  return Object.entries(type.getFields()).map(([name, field]) => [name, { description: field.description, args: [] }]);
}

function ownTypes(schema: GraphQLSchema): GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  );
}

function undescribed(element: Described, coordinate: string): string[] {
  return element.description ? [] : [`${coordinate} has no description`];
}
