import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Interval } from '../evaluation/estimate.type';

@ObjectType('DifferenceEstimate', {
  description: 'Candidate less baseline over the tasks of both. Null is undefined, never 0.',
})
export class DifferenceEstimateType {
  @Field(() => Float, { nullable: true, description: 'The figure of the baseline.' })
  baseline!: number | null;

  @Field(() => Float, { nullable: true, description: 'The figure of the candidate.' })
  candidate!: number | null;

  @Field(() => Float, { nullable: true, description: 'Candidate less baseline.' })
  difference!: number | null;

  @Field(() => Interval, { nullable: true, description: 'Paired bootstrap over tasks, percentiles.' })
  percentile!: Interval | null;

  @Field(() => Interval, {
    nullable: true,
    description: 'Paired bootstrap over tasks, bias-corrected and accelerated.',
  })
  bca!: Interval | null;

  @Field(() => Float, { nullable: true, description: 'Over the bootstrap draws.' })
  standardError!: number | null;

  @Field(() => String, { nullable: true, description: 'Why figures are null; null when none is.' })
  reason!: string | null;
}

@ObjectType('DifferenceAtK', { description: 'A difference for one k.' })
export class DifferenceAtKType {
  @Field(() => Int, { description: 'Trials.' })
  k!: number;

  @Field(() => DifferenceEstimateType, { description: 'The difference.' })
  estimate!: DifferenceEstimateType;
}
