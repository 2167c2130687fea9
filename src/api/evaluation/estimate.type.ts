import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('Interval', { description: 'An interval, including both bounds.' })
export class Interval {
  @Field(() => Float, { description: 'Lower bound.' })
  low!: number;

  @Field(() => Float, { description: 'Upper bound.' })
  high!: number;
}

@ObjectType('Estimate', {
  description:
    'A figure with its confidence intervals, at the confidence level in the settings. Null means undefined, never 0.',
})
export class EstimateType {
  @Field(() => Float, { nullable: true, description: 'The figure.' })
  value!: number | null;

  @Field(() => Interval, { nullable: true, description: 'Interval by the percentile bootstrap over tasks.' })
  percentile!: Interval | null;

  @Field(() => Interval, {
    nullable: true,
    description: 'Interval by the bias-corrected and accelerated (BCa) bootstrap over tasks.',
  })
  bca!: Interval | null;

  @Field(() => Interval, {
    nullable: true,
    description:
      'Interval by Student’s t over task means; null for ratios, and if there are too few tasks or all are equal.',
  })
  studentT!: Interval | null;

  @Field(() => Interval, {
    nullable: true,
    description:
      'Wilson interval; null unless each task contributes one independent 0 or 1: one trial per task, or k equal to the number of trials of every task.',
  })
  wilson!: Interval | null;

  @Field(() => Float, { nullable: true, description: 'Standard error from the bootstrap.' })
  standardError!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the value or a bootstrap interval is null; null if neither is.',
  })
  reason!: string | null;
}

@ObjectType('EstimateAtK', { description: 'A figure at one k.' })
export class EstimateAtKType {
  @Field(() => Int, { description: 'Number of trials, the k of pass^k or pass@k.' })
  k!: number;

  @Field(() => EstimateType, { description: 'The figure.' })
  estimate!: EstimateType;
}
