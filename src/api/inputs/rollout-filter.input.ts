import { Field, InputType, Int } from 'type-graphql';
import type { OutcomeClass } from '../../domain/trajectory';
import { OutcomeClassEnum } from '../../model/enums';
import type { RolloutFilter } from '../../persistence/stores/rollout-reader';
import { BoundedText } from '../argument-limits';
import { LIMITS } from '../limits';

@InputType('RolloutFilter', {
  description: 'Which rollouts. Members are joined by AND; an absent one does not restrict.',
})
export class RolloutFilterInput {
  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Only rollouts of the task that the benchmark calls so.',
  })
  taskExternalId?: string | null;

  @BoundedText({ nullable: true, max: LIMITS.nameLength, description: 'Only rollouts of the policy of this name.' })
  policyName?: string | null;

  @Field(() => Int, { nullable: true, description: 'Only rollouts of this rank among those of their task, from 0.' })
  trial?: number | null;

  @Field(() => OutcomeClassEnum, { nullable: true, description: 'Only rollouts that ended so.' })
  outcomeClass?: OutcomeClass | null;
}

export function rolloutFilterOf(input: RolloutFilterInput | null | undefined): RolloutFilter {
  const members = Object.entries(input ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(members);
}
