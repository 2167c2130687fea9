import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  getNullableType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { LimitExceededError } from '../../errors';
import { LIMITS } from './limits';
import { assertVariablesAreShallow } from './variable-depth';

/** Assumed length of a list without paging, unless its field states another (`assumedLength`). */
const ASSUMED_LENGTH = 10;

/** Assumed size of an answer to `__schema`. */
const INTROSPECTION_COST = 50_000;

type Walk = {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operation: OperationDefinitionNode;
  cost: number;
  aliases: number;
};

/** State of the walk: `count` is how often the selection could occur in the answer. */
type Place = { readonly typeName: string; readonly depth: number; readonly count: number };

/**
 * Refuses an operation that requests too much, before any of it runs. The cost is the number of values that the answer
 * could contain: each field counts once per object it is selected on, a connection multiplies by its `first` or `last`,
 * another list by an assumed length.
 *
 * @param document validated against the schema
 * @throws LimitExceededError naming the limit
 */
export function assertWithinLimits(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  assertVariablesAreShallow(variables);
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const walk: Walk = { schema, fragments, variables, operation, cost: 0, aliases: 0 };
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) return;
  const rootFields = countFields(walk, operation.selectionSet);
  if (rootFields > LIMITS.rootFields) {
    throw new LimitExceededError(
      `the operation has ${rootFields} root fields; at most ${LIMITS.rootFields} are allowed`,
    );
  }
  visitSelections(walk, operation.selectionSet, { typeName: rootType.name, depth: 1, count: 1 });
}

function countFields(walk: Walk, selections: SelectionSetNode): number {
  let count = 0;
  for (const selection of selections.selections) {
    addCost(walk, 1);
    if (selection.kind === Kind.FIELD) count++;
    else if (selection.kind === Kind.INLINE_FRAGMENT) count += countFields(walk, selection.selectionSet);
    else count += countFields(walk, walk.fragments.get(selection.name.value)!.selectionSet);
  }
  return count;
}

function visitSelections(walk: Walk, selections: SelectionSetNode, place: Place): void {
  if (place.depth > LIMITS.depth) {
    throw new LimitExceededError(`the operation nests fields more than ${LIMITS.depth} levels deep`);
  }
  for (const selection of selections.selections) {
    addCost(walk, place.count);
    if (selection.kind === Kind.FIELD) {
      visitField(walk, selection, place);
    } else {
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : walk.fragments.get(selection.name.value)!;
      const typeName = fragment.typeCondition?.name.value ?? place.typeName;
      visitSelections(walk, fragment.selectionSet, { ...place, typeName });
    }
  }
}

function visitField(walk: Walk, node: FieldNode, place: Place): void {
  if (node.alias !== undefined && ++walk.aliases > LIMITS.aliases) {
    throw new LimitExceededError(`the operation has more than ${LIMITS.aliases} aliases`);
  }
  if (node.name.value === '__schema' || node.name.value === '__type') {
    addCost(walk, INTROSPECTION_COST);
    return;
  }
  if (node.selectionSet === undefined) return;
  const parent = walk.schema.getType(place.typeName);
  if (!isObjectType(parent) && !isInterfaceType(parent)) return;
  const field = parent.getFields()[node.name.value];
  if (field === undefined) return;
  if (typeof field.extensions.cost === 'number') addCost(walk, field.extensions.cost * place.count);
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return;
  const count = place.count * multiplierOf(walk, node, field);
  if (typeof field.extensions.rowCost === 'number') addCost(walk, field.extensions.rowCost * count);
  visitSelections(walk, node.selectionSet, { typeName: type.name, depth: place.depth + 1, count });
}

type FieldDefinition = ReturnType<GraphQLObjectType['getFields']>[string];

function multiplierOf(walk: Walk, node: FieldNode, field: FieldDefinition): number {
  const { assumedLength } = field.extensions;
  const assumed = typeof assumedLength === 'number' ? assumedLength : null;
  if (field.args.some((arg) => arg.name === 'first')) {
    return requestedPageSize(walk, node) ?? assumed ?? LIMITS.defaultPageSize;
  }
  // The list inside a connection is its page, which was counted with the connection.
  if (!isListType(getNullableType(field.type)) || field.extensions.isPage === true) return 1;
  return assumed ?? ASSUMED_LENGTH;
}

/** The larger of `first` and `last`, or null if the operation gives neither. */
function requestedPageSize(walk: Walk, node: FieldNode): number | null {
  const sizes = (node.arguments ?? [])
    .filter(({ name }) => name.value === 'first' || name.value === 'last')
    .map(({ value }) => numberOf(walk, value))
    .filter((size) => size !== null);
  // A size out of range is refused when the field is resolved; here it only must not reduce the cost.
  return sizes.length === 0 ? null : Math.min(Math.max(...sizes, 1), LIMITS.pageSize);
}

function numberOf(walk: Walk, value: ValueNode): number | null {
  if (value.kind === Kind.INT) return Number(value.value);
  if (value.kind !== Kind.VARIABLE) return null;
  const given = walk.variables[value.name.value];
  if (typeof given === 'number') return given;
  const definition = walk.operation.variableDefinitions?.find((one) => one.variable.name.value === value.name.value);
  const isAbsent = given === undefined && definition?.defaultValue?.kind === Kind.INT;
  return isAbsent ? Number(definition.defaultValue.value) : null;
}

function addCost(walk: Walk, cost: number): void {
  walk.cost += cost;
  if (walk.cost > LIMITS.cost) {
    throw new LimitExceededError(
      `the answer could contain more than ${LIMITS.cost} values; select fewer fields or request smaller pages`,
    );
  }
}
