import { Field, Float, InputType, Int } from 'type-graphql';
import type { Tier } from '../../domain/classification/tier';
import type { OutcomeClass } from '../../domain/trajectory';
import { InvalidInputError, LimitExceededError } from '../../errors';
import { OutcomeClassEnum } from '../../model/enums';
import { TierEnum } from '../../model/calibration/reward-scheme-tier.model';
import type { RolloutFilter } from '../../persistence/stores/rollouts/rollout-filter';
import { BoundedList, BoundedText } from '../guards/argument-limits';
import { LIMITS } from '../guards/limits';
import { omitNullish } from '../graph/omit-nullish';

@InputType('FloatRange', {
  description: 'A range of numbers, including both bounds. An absent bound does not restrict.',
})
export class FloatRangeInput {
  @Field(() => Float, { nullable: true, description: 'Lower bound.' })
  min?: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper bound.' })
  max?: number | null;
}

@InputType('IntRange', {
  description: 'A range of integers, including both bounds. An absent bound does not restrict.',
})
export class IntRangeInput {
  @Field(() => Int, { nullable: true, description: 'Lower bound.' })
  min?: number | null;

  @Field(() => Int, { nullable: true, description: 'Upper bound.' })
  max?: number | null;
}

@InputType('RolloutFilter', {
  description:
    `Selects rollouts. All members that are given must hold. At most ${LIMITS.filterDepth} levels of ` +
    `and, or, not, and ${LIMITS.filterMembers} members in total.`,
})
export class RolloutFilterInput {
  @BoundedList(() => RolloutFilterInput, {
    nullable: true,
    max: LIMITS.filterMembers,
    description: 'All of these must hold.',
  })
  and?: RolloutFilterInput[] | null;

  @BoundedList(() => RolloutFilterInput, {
    nullable: true,
    max: LIMITS.filterMembers,
    description: 'At least one of these must hold. An empty list matches nothing.',
  })
  or?: RolloutFilterInput[] | null;

  @Field(() => RolloutFilterInput, { nullable: true, description: 'This must not hold.' })
  not?: RolloutFilterInput | null;

  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Only rollouts of the task with this benchmark id.',
  })
  taskExternalId?: string | null;

  @BoundedText({ nullable: true, max: LIMITS.nameLength, description: 'Only rollouts of the policy with this name.' })
  policyName?: string | null;

  @Field(() => Int, { nullable: true, description: 'Only rollouts with this index among those of their task, from 0.' })
  trial?: number | null;

  @Field(() => OutcomeClassEnum, { nullable: true, description: 'Only rollouts with this outcome class.' })
  outcomeClass?: OutcomeClass | null;

  @Field(() => FloatRangeInput, {
    nullable: true,
    description: 'Only rollouts with a reward in this range. Rollouts without a reward never match.',
  })
  reward?: FloatRangeInput | null;

  @Field(() => IntRangeInput, { nullable: true, description: 'Only rollouts whose number of turns is in this range.' })
  turnCount?: IntRangeInput | null;

  @Field(() => TierEnum, { nullable: true, description: 'Only rollouts with a turn of this tier.' })
  tierPresent?: Tier | null;

  @Field(() => TierEnum, { nullable: true, description: 'Only rollouts without a turn of this tier.' })
  tierAbsent?: Tier | null;

  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Only rollouts in which the agent called the tool with exactly this name.',
  })
  toolCalled?: string | null;

  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description:
      'Only rollouts that contain this text in a message, or in the arguments or result of a tool call, ignoring case. Not empty.',
  })
  textContains?: string | null;
}

/**
 * The filter as the stores take it, without members that are null.
 *
 * @throws LimitExceededError for a filter that nests too deep or has too many members
 * @throws InvalidInputError for an empty text, which every text contains
 */
export function rolloutFilterOf(input: RolloutFilterInput | null | undefined): RolloutFilter {
  if (input === null || input === undefined) return {};
  const count = { members: 0 };
  const filter = copyFilter(input, 1, count);
  if (count.members > LIMITS.filterMembers) {
    throw new LimitExceededError(`filter has ${count.members} members; at most ${LIMITS.filterMembers} are allowed`);
  }
  return filter;
}

function copyFilter(input: RolloutFilterInput, depth: number, count: { members: number }): RolloutFilter {
  if (depth > LIMITS.filterDepth) {
    throw new LimitExceededError(`filter nests and, or, not more than ${LIMITS.filterDepth} levels deep`);
  }
  const { and, or, not, reward, turnCount, ...plain } = input;
  if (plain.textContains === '') throw new InvalidInputError('filter.textContains: is empty; omit it instead');
  const below = (member: RolloutFilterInput) => copyFilter(member, depth + 1, count);
  const filter = {
    ...omitNullish(plain),
    ...(and && { and: and.map(below) }),
    ...(or && { or: or.map(below) }),
    ...(not && { not: below(not) }),
    ...(reward && { reward: omitNullish(reward) }),
    ...(turnCount && { turnCount: omitNullish(turnCount) }),
  };
  count.members += Object.keys(filter).length;
  return filter;
}
