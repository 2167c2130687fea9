import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import type { OutcomeTransition, TransitionCounts } from '../../domain/calibration/schemes/transitions-by-outcome';
import { type Tier, TIERS } from '../../domain/classification/tier';
import { TierEnum } from '../../model/calibration/reward-scheme-tier.model';

@ObjectType('TierTransition', { description: 'How often a turn of one tier follows a turn of another.' })
export class TierTransitionType implements OutcomeTransition {
  @Field(() => TierEnum, {
    nullable: true,
    description: 'Tier of the earlier turn; null for the start of the rollout.',
  })
  from!: Tier | null;

  @Field(() => TierEnum, { nullable: true, description: 'Tier of the later turn; null for the end of the rollout.' })
  to!: Tier | null;

  @Field(() => Int, { description: 'Count in passing rollouts.' })
  passing!: number;

  @Field(() => Int, { description: 'Count in failing rollouts.' })
  failing!: number;
}

@ObjectType('TierTransitions', { description: 'Transitions between tiers in the SCORED rollouts of an experiment.' })
export class TierTransitionsType implements TransitionCounts {
  @Field(() => Int, { description: 'Number of passing rollouts: reward at least 1 - 1e-6.' })
  rolloutsPassing!: number;

  @Field(() => Int, { description: 'Number of failing rollouts.' })
  rolloutsFailing!: number;

  @Extensions({ assumedLength: (TIERS.length + 1) ** 2 })
  @Field(() => [TierTransitionType], {
    description: 'Transitions that occur, by tier in enum order; start and end come last.',
  })
  transitions!: readonly OutcomeTransition[];
}
