import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { FAULTS, type Fault } from '../../domain/evaluation/outcome-matrix';
import type { FaultExclusion } from '../../domain/evaluation/without-faults';
import { FaultEnum } from '../../model/enums';

/** Max excluded rollouts listed in one answer. */
const MAX_EXCLUDED = 1000;

/** A plain object with the members of a GraphQL class. */
type Members<Type> = { readonly [Name in keyof Type]: Type[Name] };

@ObjectType('FaultCount', { description: 'Number of rollouts with one marked fault.' })
export class FaultCountType {
  @Field(() => FaultEnum, { description: 'The marked fault.' })
  fault!: Fault;

  @Field(() => Int, { description: 'Number of rollouts.' })
  count!: number;
}

@ObjectType('ExcludedRollout', { description: 'A rollout excluded from the figures.' })
export class ExcludedRolloutType {
  @Field(() => String, { description: 'Id of the task in its benchmark.' })
  externalId!: string;

  @Field(() => Int, { description: 'Index among the rollouts of the task, from 0.' })
  trial!: number;

  @Field(() => FaultEnum, { description: 'The marked fault.' })
  fault!: Fault;
}

@ObjectType('FaultExclusion', {
  description: 'Rollouts excluded because a person blamed their failure on something other than the agent.',
})
export class FaultExclusionType {
  @Extensions({ assumedLength: 4 })
  @Field(() => [FaultEnum], { description: 'Faults that exclude a rollout.' })
  excludedFaults!: readonly Fault[];

  @Field(() => Int, { description: 'Number of excluded rollouts.' })
  count!: number;

  @Extensions({ assumedLength: 4 })
  @Field(() => [FaultCountType], { description: 'Number of excluded rollouts by fault.' })
  countByFault!: readonly FaultCountType[];

  @Extensions({ assumedLength: 100 })
  @Field(() => [ExcludedRolloutType], { description: 'The first 1,000 excluded rollouts; `reportJson` lists all.' })
  rollouts!: readonly ExcludedRolloutType[];

  @Field(() => Boolean, { description: 'Whether `rollouts` was cut.' })
  isTruncated!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'How the exclusion affects the figures; null if no faults are excluded.',
  })
  note!: string | null;
}

/** Excluded rollouts in their GraphQL shape. */
export type ShownExclusion = Omit<FaultExclusion, 'countByFault'> & {
  readonly countByFault: readonly Members<FaultCountType>[];
  readonly isTruncated: boolean;
};

/** An exclusion in its GraphQL shape. */
export function toFaultExclusion({ countByFault, rollouts, ...rest }: FaultExclusion): ShownExclusion {
  return {
    ...rest,
    countByFault: FAULTS.map((fault) => ({ fault, count: countByFault[fault] })),
    rollouts: rollouts.slice(0, MAX_EXCLUDED),
    isTruncated: rollouts.length > MAX_EXCLUDED,
  };
}
