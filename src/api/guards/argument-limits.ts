import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  GraphQLID,
  type GraphQLInputField,
  GraphQLString,
  isInputObjectType,
  isListType,
} from 'graphql';
import { Extensions, Field, type ID, type Int } from 'type-graphql';
import { LimitExceededError } from '../../errors';
import { readId } from '../../ids';

type BoundedOptions = {
  readonly description: string;
  /** Characters (of a text) or members (of a list). */
  readonly max: number;
  readonly nullable?: boolean;
  readonly defaultValue?: unknown;
};

/** The type of a list's members. */
type ListMember = () => typeof String | typeof ID | typeof Int | (new () => object);

type RowOptions = Omit<BoundedOptions, 'defaultValue'>;

/** A text field of an input or of arguments, with its longest length. A text without one does not build. */
export function BoundedText({ max, ...options }: BoundedOptions): PropertyDecorator {
  const description = `${options.description} At most ${max} characters.`;
  return both(
    Field(() => String, { ...options, description }),
    Extensions({ max }),
  );
}

/** A list field of an input, with the most members it can have. A list without it does not build. */
export function BoundedList(type: ListMember, { max, ...options }: BoundedOptions): PropertyDecorator {
  const description = `${options.description} At most ${max} entries.`;
  return both(
    Field(() => [type()], { ...options, description }),
    Extensions({ max }),
  );
}

/** A text field of a row of a batch: when it is too long, the row gets a verdict from the service and the batch goes on. */
export function RowText({ max, ...options }: RowOptions): PropertyDecorator {
  const description = `${options.description} At most ${max} characters, else the row is rejected.`;
  return both(
    Field(() => String, { ...options, description }),
    Extensions({ max, hasVerdict: true }),
  );
}

/** A list field of a row of a batch, like RowText. */
export function RowList(type: ListMember, { max, ...options }: RowOptions): PropertyDecorator {
  const description = `${options.description} At most ${max} entries, else the row is rejected.`;
  return both(
    Field(() => [type()], { ...options, description }),
    Extensions({ max, hasVerdict: true }),
  );
}

function both(first: PropertyDecorator, second: unknown): PropertyDecorator {
  return (target, key) => {
    first(target, key);
    (second as PropertyDecorator)(target, key);
  };
}

type Input = GraphQLArgument | GraphQLInputField;

/**
 * Reads an argument as the resolvers get it: ids in their one form, everything else as it is. Checks what types alone do
 * not say: ids are UUIDs, texts and lists keep their lengths.
 *
 * @param value coerced by GraphQL; null and absent values pass
 * @param path how a client would name the value, e.g. `input.rows[3].clientId`
 * @throws InvalidInputError for an id that is no UUID; LimitExceededError for a text or list that is too long
 */
export function readArgument(input: Input, value: unknown, path: string): unknown {
  if (value === null || value === undefined) return value;
  const max = input.extensions.hasVerdict === true ? null : maxOf(input);
  const named = getNamedType(input.type);
  if (isListType(getNullableType(input.type))) {
    const members = value as readonly unknown[];
    if (max !== null && members.length > max) {
      throw new LimitExceededError(`${path} has ${members.length} entries; at most ${max} are allowed`);
    }
    return members.map((member, index) => {
      const place = `${path}[${index}]`;
      if (isInputObjectType(named)) return readMembers(Object.values(named.getFields()), member, place);
      return named === GraphQLID ? readId(place, member as string) : member;
    });
  }
  if (isInputObjectType(named)) return readMembers(Object.values(named.getFields()), value, path);
  if (named === GraphQLID) return readId(path, value as string);
  if (typeof value === 'string' && max !== null && value.length > max) {
    throw new LimitExceededError(`${path} has ${value.length} characters; at most ${max} are allowed`);
  }
  return value;
}

/**
 * Reads the arguments of a field, or the members of an input object. An absent one stays absent.
 *
 * @param path of the object; null for arguments, which a client names alone
 */
export function readMembers(
  inputs: readonly Input[],
  value: unknown,
  path: string | null,
): Readonly<Record<string, unknown>> {
  const members = { ...(value as Readonly<Record<string, unknown>>) };
  for (const input of inputs) {
    if (!(input.name in members)) continue;
    members[input.name] = readArgument(
      input,
      members[input.name],
      path === null ? input.name : `${path}.${input.name}`,
    );
  }
  return members;
}

/**
 * What is missing before an argument or input field can be checked, or null.
 *
 * @param coordinate where it stands in the schema, e.g. `Query.rollouts(after:)`
 */
export function missingLimitOf(input: Input, coordinate: string): string | null {
  if (maxOf(input) !== null) return null;
  if (isListType(getNullableType(input.type))) return `${coordinate} is a list without a largest length`;
  return getNamedType(input.type) === GraphQLString ? `${coordinate} is a text without a largest length` : null;
}

function maxOf(input: Input): number | null {
  const max = input.extensions.max;
  return typeof max === 'number' ? max : null;
}
