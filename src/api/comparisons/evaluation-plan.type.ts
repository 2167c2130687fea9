import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('PlanOption', { description: 'A design with a given number of trials per task and side.' })
export class PlanOptionType {
  @Field(() => Int, { description: 'Trials per task and side.' })
  trials!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Min tasks for the requested power; null if more than 1,000,000, or without an effect size.',
  })
  tasksNeeded!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Total number of rollouts on both sides with `tasksNeeded` tasks.',
  })
  rolloutsNeeded!: number | null;

  @Field(() => Float, { name: 'power', nullable: true, description: 'Power with the number of tasks in the input.' })
  powerAtHand!: number | null;

  @Field(() => Float, {
    name: 'minimumDetectableEffect',
    nullable: true,
    description:
      'Smallest true difference detectable with the requested power and the number of tasks in the input; above 1 if no difference is large enough.',
  })
  minimumDetectableEffectAtHand!: number | null;
}

@ObjectType('EvaluationPlan', {
  description: 'Size of a comparison of two policies, or the effect that a design can detect.',
})
export class EvaluationPlanType {
  @Extensions({ assumedLength: 32 })
  @Field(() => [PlanOptionType], { description: 'One option per entry of `trialOptions`, in the same order.' })
  options!: readonly PlanOptionType[];

  @Field(() => PlanOptionType, {
    nullable: true,
    description: 'Option with the fewest rollouts; null if none reaches the power.',
  })
  cheapest!: PlanOptionType | null;

  @Field(() => Int, {
    name: 'trialsNeeded',
    nullable: true,
    description:
      'Min trials with the number of tasks in the input; null without tasks, or if no number of trials is enough.',
  })
  trialsNeededAtHand!: number | null;

  @Field(() => Float, { description: 'Assumed variance of one trial within its task.' })
  trialVariance!: number;

  @Field(() => Float, { description: 'Assumed variance of the difference between tasks.' })
  differenceVariance!: number;

  @Field(() => String, { description: 'Assumptions behind the figures, as a sentence.' })
  model!: string;
}
