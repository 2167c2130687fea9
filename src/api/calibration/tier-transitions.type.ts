import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import type { OutcomeTransition, TransitionCounts } from '../../domain/calibration/schemes/transitions-by-outcome';
import { type Tier, TIERS } from '../../domain/classification/tier';
import { TierEnum } from '../../model/calibration/reward-scheme-tier.model';

@ObjectType('TierTransition', { description: 'How often a turn of one tier followed a turn of another.' })
export class TierTransitionType implements OutcomeTransition {
  @Field(() => TierEnum, { nullable: true, description: 'Tier of the earlier turn; null: the rollout starts.' })
  from!: Tier | null;

  @Field(() => TierEnum, { nullable: true, description: 'Tier of the later turn; null: the rollout ends.' })
  to!: Tier | null;

  @Field(() => Int, { description: 'How often in passing rollouts.' })
  passing!: number;

  @Field(() => Int, { description: 'How often in failing rollouts.' })
  failing!: number;
}

@ObjectType('TierTransitions', { description: 'Which tier follows which in the SCORED rollouts of an experiment.' })
export class TierTransitionsType implements TransitionCounts {
  @Field(() => Int, { description: 'Passing rollouts that were counted: a reward of at least 1 - 1e-6.' })
  rolloutsPassing!: number;

  @Field(() => Int, { description: 'Failing rollouts that were counted.' })
  rolloutsFailing!: number;

  @Extensions({ assumedLength: (TIERS.length + 1) ** 2 })
  @Field(() => [TierTransitionType], {
    description: 'The pairs that occur, by tier in the order of the enum, start and end last.',
  })
  transitions!: readonly OutcomeTransition[];
}
