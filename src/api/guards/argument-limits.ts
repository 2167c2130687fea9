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
import { problemOfNumber } from '../../domain/settings/check-settings';
import type { Setting } from '../../domain/settings/setting';
import { InvalidInputError, LimitExceededError } from '../../errors';
import { readId } from '../../ids';
import { describeRule, requireText, type TextRule } from '../../stored-text';

type FieldChoice = {
  readonly description: string;
  readonly nullable?: boolean;
  readonly defaultValue?: unknown;
};

/** Rule for a text that is stored; for one that is only searched for, its max length in characters. */
type TextOptions = FieldChoice & ({ readonly rule: TextRule } | { readonly max: number });

type ListOptions = FieldChoice & {
  /** Max number of entries. */
  readonly max: number;
  /** Max length of each entry of a list of texts, in characters. */
  readonly maxCharacters?: number;
};

/** The type of a list's members. */
type ListMember = () => typeof String | typeof ID | typeof Int | (new () => object);

/** Default max length of an entry of a list of texts, in characters. */
const MEMBER_CHARACTERS = 1000;

/** A text field of an input or of arguments, with its rule. The schema does not build if a text has none. */
export function BoundedText(options: TextOptions): PropertyDecorator {
  const { rule, ...field } = ruled(options);
  const description = `${options.description} ${describeRule(rule)}`;
  return both(
    Field(() => String, { ...field, description }),
    Extensions({ rule }),
  );
}

/** A list field of an input, with its max number of entries. The schema does not build if a list has none. */
export function BoundedList(
  type: ListMember,
  { max, maxCharacters = MEMBER_CHARACTERS, ...options }: ListOptions,
): PropertyDecorator {
  const isOfTexts = type() === String;
  const each = isOfTexts ? ` of at most ${maxCharacters} characters` : '';
  const description = `${options.description} At most ${max} entries${each}.`;
  return both(
    Field(() => [type()], { ...options, description }),
    Extensions({ max, ...(isOfTexts && { rule: lookUpRule(maxCharacters) }) }),
  );
}

/** A text field of a row of a batch. If it breaks its rule, the service rejects the row and the batch continues. */
export function TextInRow({ rule, ...options }: FieldChoice & { readonly rule: TextRule }): PropertyDecorator {
  const description = `${options.description} ${describeRule(rule).slice(0, -1)}, otherwise the row is rejected.`;
  return both(
    Field(() => String, { ...options, description }),
    Extensions({ rule, hasVerdict: true }),
  );
}

/** A list field of a row of a batch, like TextInRow. */
export function ListInRow(type: ListMember, { max, ...options }: ListOptions): PropertyDecorator {
  const description = `${options.description} At most ${max} entries, otherwise the row is rejected.`;
  return both(
    Field(() => [type()], { ...options, description }),
    Extensions({ max, hasVerdict: true }),
  );
}

function ruled(options: TextOptions): FieldChoice & { readonly rule: TextRule } {
  if ('rule' in options) return options;
  const { max, ...field } = options;
  return { ...field, rule: lookUpRule(max) };
}

/** A text that is only searched for may be blank: it finds nothing, or a row from before names had to be visible. */
function lookUpRule(max: number): TextRule {
  return { max, unit: 'characters', mayBeBlank: true };
}

function both(first: PropertyDecorator, second: unknown): PropertyDecorator {
  return (target, key) => {
    first(target, key);
    (second as PropertyDecorator)(target, key);
  };
}

type Input = GraphQLArgument | GraphQLInputField;

/**
 * Prepares an argument for its resolver: ids in canonical form, everything else unchanged. Checks what types alone do
 * not express: ids are UUIDs, texts follow their rules, lists their lengths and settings their ranges. Fields of rows
 * with a verdict are left to the service.
 *
 * @param value coerced by GraphQL; null and absent values pass
 * @param path of the value as a client would write it, e.g. `input.rows[3].clientId`
 * @throws InvalidInputError for an id that is not a UUID, a text that cannot be stored and a setting out of range;
 *   LimitExceededError for a text or list that is too long
 */
export function readArgument(input: Input, value: unknown, path: string): unknown {
  if (value === null || value === undefined) return value;
  assertSettingFits(input.extensions.setting as Setting | undefined, value, path);
  const hasVerdict = input.extensions.hasVerdict === true;
  const max = hasVerdict ? null : maxOf(input);
  const rule = hasVerdict ? null : ruleOf(input);
  const named = getNamedType(input.type);
  if (isListType(getNullableType(input.type))) {
    const members = value as readonly unknown[];
    if (max !== null && members.length > max) {
      throw new LimitExceededError(`${path} has ${members.length} entries; at most ${max} are allowed`);
    }
    return members.map((member, index) => {
      const place = `${path}[${index}]`;
      if (isInputObjectType(named)) return readMembers(Object.values(named.getFields()), member, place);
      if (rule !== null) requireText(place, member as string, rule);
      return named === GraphQLID ? readId(place, member as string) : member;
    });
  }
  if (isInputObjectType(named)) return readMembers(Object.values(named.getFields()), value, path);
  if (named === GraphQLID) return readId(path, value as string);
  if (rule !== null) requireText(path, value as string, rule);
  return value;
}

/** Checks the range of a number; other kinds of settings are checked by their GraphQL types and max lengths. */
function assertSettingFits(setting: Setting | undefined, value: unknown, path: string): void {
  if (setting?.kind === 'NUMBER') {
    const problem = problemOfNumber(setting, value);
    if (problem !== null) throw new InvalidInputError(`${path}: ${problem}`);
  } else if (setting?.kind === 'NUMBERS') {
    const { each, minEntries } = setting;
    const members = value as readonly unknown[];
    if (members.length < minEntries) {
      throw new InvalidInputError(`${path}: has ${members.length} entries; it must have at least ${minEntries}`);
    }
    members.forEach((member, index) => {
      assertSettingFits(each, member, `${path}[${index}]`);
    });
  }
}

/**
 * Reads the arguments of a field, or the members of an input object. Absent ones stay absent.
 *
 * @param path of the object; null for arguments, which clients refer to by their bare names
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
 * What is missing to check an argument or input field, or null.
 *
 * @param coordinate its schema coordinate, e.g. `Query.rollouts(after:)`
 */
export function missingLimitOf(input: Input, coordinate: string): string | null {
  if (isListType(getNullableType(input.type)) && maxOf(input) === null) {
    return `${coordinate} is a list without a max length`;
  }
  const isText = getNamedType(input.type) === GraphQLString;
  const isCovered = ruleOf(input) !== null || input.extensions.hasVerdict === true;
  return isText && !isCovered ? `${coordinate} is a text without a rule` : null;
}

function ruleOf(input: Input): TextRule | null {
  return (input.extensions.rule as TextRule | undefined) ?? null;
}

function maxOf(input: Input): number | null {
  const max = input.extensions.max;
  return typeof max === 'number' ? max : null;
}
