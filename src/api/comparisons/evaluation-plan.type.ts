import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('PlanOption', { description: 'A design with a given number of trials of each task and side.' })
export class PlanOptionType {
  @Field(() => Int, { description: 'Trials of each task and side.' })
  trials!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Min tasks for the requested power; null when more than 1,000,000, and without an effect.',
  })
  tasksNeeded!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Rollouts of both sides together with `tasksNeeded` tasks; a whole number.',
  })
  rolloutsNeeded!: number | null;

  @Field(() => Float, { name: 'power', nullable: true, description: 'Power with the tasks of the input.' })
  powerAtHand!: number | null;

  @Field(() => Float, {
    name: 'minimumDetectableEffect',
    nullable: true,
    description:
      'Smallest true difference that the tasks of the input detect with the requested power; above 1 if none is large enough.',
  })
  minimumDetectableEffectAtHand!: number | null;
}

@ObjectType('EvaluationPlan', { description: 'What a comparison of two policies needs, or what a design can show.' })
export class EvaluationPlanType {
  @Extensions({ assumedLength: 32 })
  @Field(() => [PlanOptionType], { description: 'One option for each of `trialOptions`, in their order.' })
  options!: readonly PlanOptionType[];

  @Field(() => PlanOptionType, {
    nullable: true,
    description: 'The option with the fewest rollouts; null when none reaches the power.',
  })
  cheapest!: PlanOptionType | null;

  @Field(() => Int, {
    name: 'trialsNeeded',
    nullable: true,
    description: 'Min trials with the tasks of the input; null without tasks, or when no number of trials is enough.',
  })
  trialsNeededAtHand!: number | null;

  @Field(() => Float, { description: 'The variance of one trial within its task that it rests on.' })
  trialVariance!: number;

  @Field(() => Float, { description: 'The variance between tasks of the difference that it rests on.' })
  differenceVariance!: number;

  @Field(() => String, { description: 'What the figures rest on, in words.' })
  model!: string;
}
