import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('Interval', { description: 'An interval, both ends in it.' })
export class Interval {
  @Field(() => Float, { description: 'Lower end.' })
  low!: number;

  @Field(() => Float, { description: 'Upper end.' })
  high!: number;
}

@ObjectType('Estimate', {
  description: 'A figure with its intervals at the confidence of the settings. Null is undefined, never 0.',
})
export class EstimateType {
  @Field(() => Float, { nullable: true, description: 'The figure.' })
  value!: number | null;

  @Field(() => Interval, { nullable: true, description: 'Bootstrap over tasks, percentiles.' })
  percentile!: Interval | null;

  @Field(() => Interval, { nullable: true, description: 'Bootstrap over tasks, bias-corrected and accelerated.' })
  bca!: Interval | null;

  @Field(() => Interval, {
    nullable: true,
    description: 'Mean over tasks plus and minus Student’s t; null for a ratio, and where tasks are too few or alike.',
  })
  studentT!: Interval | null;

  @Field(() => Interval, {
    nullable: true,
    description:
      'Only where each task gives one independent 0 or 1: one trial a task, or k equal to every task’s number of trials.',
  })
  wilson!: Interval | null;

  @Field(() => Float, { nullable: true, description: 'Over the bootstrap draws.' })
  standardError!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the value or a bootstrap interval is null; null when none is.',
  })
  reason!: string | null;
}

@ObjectType('EstimateAtK', { description: 'A figure for one k.' })
export class EstimateAtKType {
  @Field(() => Int, { description: 'Trials.' })
  k!: number;

  @Field(() => EstimateType, { description: 'The figure.' })
  estimate!: EstimateType;
}
