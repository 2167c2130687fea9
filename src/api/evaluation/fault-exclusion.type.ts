import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { FAULTS, type Fault } from '../../domain/evaluation/outcome-matrix';
import type { FaultExclusion } from '../../domain/evaluation/without-faults';
import { FaultEnum } from '../../model/enums';

/** Rollouts that were left out in one answer. */
const MAX_EXCLUDED = 1000;

/** A plain object with the members of a GraphQL class. */
type Members<Type> = { readonly [Name in keyof Type]: Type[Name] };

@ObjectType('FaultCount', { description: 'Rollouts that are blamed on something.' })
export class FaultCountType {
  @Field(() => FaultEnum, { description: 'What they are blamed on.' })
  fault!: Fault;

  @Field(() => Int, { description: 'Rollouts.' })
  count!: number;
}

@ObjectType('ExcludedRollout', { description: 'A rollout that was left out.' })
export class ExcludedRolloutType {
  @Field(() => String, { description: 'Its task.' })
  externalId!: string;

  @Field(() => Int, { description: 'Its rank among the rollouts of the task, from 0.' })
  trial!: number;

  @Field(() => FaultEnum, { description: 'What it is blamed on.' })
  fault!: Fault;
}

@ObjectType('FaultExclusion', {
  description: 'Rollouts that were left out because a person blamed something else than the agent.',
})
export class FaultExclusionType {
  @Extensions({ assumedLength: 4 })
  @Field(() => [FaultEnum], { description: 'Faults that were to be left out.' })
  excludedFaults!: readonly Fault[];

  @Field(() => Int, { description: 'Rollouts that were.' })
  count!: number;

  @Extensions({ assumedLength: 4 })
  @Field(() => [FaultCountType], { description: 'The same by fault.' })
  countByFault!: readonly FaultCountType[];

  @Extensions({ assumedLength: 100 })
  @Field(() => [ExcludedRolloutType], { description: 'Which ones, the first 1,000; all are in `reportJson`.' })
  rollouts!: readonly ExcludedRolloutType[];

  @Field(() => Boolean, { description: 'Whether `rollouts` lacks some.' })
  isTruncated!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'What it means for the figures; null when no fault is left out.',
  })
  note!: string | null;
}

/** Rollouts that were left out, as the API shows them. */
export type ShownExclusion = Omit<FaultExclusion, 'countByFault'> & {
  readonly countByFault: readonly Members<FaultCountType>[];
  readonly isTruncated: boolean;
};

/** As the API shows it. */
export function toFaultExclusion({ countByFault, rollouts, ...rest }: FaultExclusion): ShownExclusion {
  return {
    ...rest,
    countByFault: FAULTS.map((fault) => ({ fault, count: countByFault[fault] })),
    rollouts: rollouts.slice(0, MAX_EXCLUDED),
    isTruncated: rollouts.length > MAX_EXCLUDED,
  };
}
