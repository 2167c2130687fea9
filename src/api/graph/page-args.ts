import { ArgsType, Field, Int } from 'type-graphql';
import { InvalidInputError, LimitExceededError } from '../../errors';
import type { ListFilter, PageRequest } from '../../persistence/lists/row-list';
import { BoundedText } from '../guards/argument-limits';
import { LIMITS } from '../guards/limits';
import { type CursorScope, decodeCursor } from './cursor';

/** Arguments of every list, as Relay defines them. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: `Return the first rows of the list, 1 to ${LIMITS.pageSize}. Default ${LIMITS.defaultPageSize}, unless \`last\` is given.`,
  })
  first?: number | null;

  @BoundedText({
    nullable: true,
    max: LIMITS.cursorLength,
    description: 'Return rows after this cursor: `endCursor` of the previous page.',
  })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `Return the last rows of the list, 1 to ${LIMITS.pageSize}, in the order of the list. Cannot be combined with \`first\`.`,
  })
  last?: number | null;

  @BoundedText({
    nullable: true,
    max: LIMITS.cursorLength,
    description: 'Return rows before this cursor: `startCursor` of the next page.',
  })
  before?: string | null;
}

/** Arguments of a list of objects that are created over time. */
@ArgsType()
export class ListArgs extends PageArgs {
  @Field(() => Date, { nullable: true, description: 'Only rows created at this time or later.' })
  createdAfter?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Only rows created before this time.' })
  createdBefore?: Date | null;
}

/** Arguments of a list of objects that have names. */
@ArgsType()
export class NamedListArgs extends ListArgs {
  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Only rows whose name contains this text, ignoring case. Not empty.',
  })
  nameContains?: string | null;
}

/** Arguments of a list whose objects are looked up by name; a name can have several versions. */
@ArgsType()
export class NameArgs extends NamedListArgs {
  @BoundedText({ nullable: true, max: LIMITS.nameLength, description: 'Only rows with exactly this name.' })
  name?: string | null;
}

export function exactNameOf({ name }: NameArgs): ListFilter {
  return name === null || name === undefined ? {} : { name };
}

/** @throws InvalidInputError for an empty text, which every name contains */
export function listFilterOf({ createdAfter, createdBefore, nameContains }: Partial<NamedListArgs>): ListFilter {
  if (nameContains === '') throw new InvalidInputError('nameContains: is empty; omit it instead');
  return {
    ...(createdAfter && { createdAfter }),
    ...(createdBefore && { createdBefore }),
    ...(nameContains && { nameContains }),
  };
}

/**
 * @param defaultSize page size if neither `first` nor `last` is given
 * @throws LimitExceededError if the page is too large
 * @throws InvalidInputError if the page is smaller than 1, for `first` with `last`, and for an invalid cursor
 */
export function pageRequestOf(
  scope: CursorScope,
  { first, after, last, before }: PageArgs,
  defaultSize: number = LIMITS.defaultPageSize,
): PageRequest {
  const hasFirst = first !== null && first !== undefined;
  const hasLast = last !== null && last !== undefined;
  if (hasFirst && hasLast) throw new InvalidInputError('first, last: only one of them may be given');
  const between = {
    after: after ? decodeCursor(scope, 'after', after) : null,
    before: before ? decodeCursor(scope, 'before', before) : null,
  };
  if (hasLast) return { end: 'LAST', size: pageSizeOf('last', last), ...between };
  return { end: 'FIRST', size: hasFirst ? pageSizeOf('first', first) : defaultSize, ...between };
}

/**
 * @param argument name of the argument that contains the size
 * @throws LimitExceededError if the page is too large; InvalidInputError if it is smaller than 1
 */
export function pageSizeOf(argument: string, size: number): number {
  if (size < 1) throw new InvalidInputError(`${argument}: is ${size}; it must be 1 to ${LIMITS.pageSize}`);
  if (size > LIMITS.pageSize) {
    throw new LimitExceededError(`${argument}: is ${size}; a page has at most ${LIMITS.pageSize} rows`);
  }
  return size;
}
