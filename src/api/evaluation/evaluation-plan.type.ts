import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('PlanOption', { description: 'A design with so many trials of each task and side.' })
export class PlanOptionType {
  @Field(() => Int, { description: 'Trials of each task and side.' })
  trials!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Fewest tasks for the wanted power; null when more than 1,000,000, and without an effect.',
  })
  tasksNeeded!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Rollouts of both sides together with that many tasks, a whole number.',
  })
  rolloutsNeeded!: number | null;

  @Field(() => Float, { nullable: true, description: 'Power with the tasks at hand.' })
  powerAtHand!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Smallest true difference that the tasks at hand show with the wanted power; may be above 1, then there is none.',
  })
  minimumDetectableEffectAtHand!: number | null;
}

@ObjectType('EvaluationPlan', { description: 'What a comparison of two policies needs, or what a design can show.' })
export class EvaluationPlanType {
  @Extensions({ assumedLength: 32 })
  @Field(() => [PlanOptionType], { description: 'Each number of trials, as asked.' })
  options!: readonly PlanOptionType[];

  @Field(() => PlanOptionType, {
    nullable: true,
    description: 'The option with the fewest rollouts; null when none reaches the power.',
  })
  cheapest!: PlanOptionType | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Fewest trials with the tasks at hand; null when none are at hand, or no number of trials is enough.',
  })
  trialsNeededAtHand!: number | null;

  @Field(() => Float, { description: 'The variance of one trial within its task that it rests on.' })
  trialVariance!: number;

  @Field(() => Float, { description: 'The variance between tasks of the difference that it rests on.' })
  differenceVariance!: number;

  @Field(() => String, { description: 'What the figures rest on, in words.' })
  model!: string;
}
