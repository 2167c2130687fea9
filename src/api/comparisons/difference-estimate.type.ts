import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Interval } from '../evaluation/estimate.type';

@ObjectType('DifferenceEstimate', {
  description: 'Candidate minus baseline, over the tasks of both. Null means undefined, never 0.',
})
export class DifferenceEstimateType {
  @Field(() => Float, { nullable: true, description: 'Value of the baseline.' })
  baseline!: number | null;

  @Field(() => Float, { nullable: true, description: 'Value of the candidate.' })
  candidate!: number | null;

  @Field(() => Float, { nullable: true, description: 'Candidate minus baseline.' })
  difference!: number | null;

  @Field(() => Interval, { nullable: true, description: 'Interval by the percentile bootstrap over paired tasks.' })
  percentile!: Interval | null;

  @Field(() => Interval, {
    nullable: true,
    description: 'Interval by the bias-corrected and accelerated (BCa) bootstrap over paired tasks.',
  })
  bca!: Interval | null;

  @Field(() => Float, { nullable: true, description: 'Standard error from the bootstrap.' })
  standardError!: number | null;

  @Field(() => String, { nullable: true, description: 'Why values are null; null if none is.' })
  reason!: string | null;
}

@ObjectType('DifferenceAtK', { description: 'A difference at one k.' })
export class DifferenceAtKType {
  @Field(() => Int, { description: 'Number of trials, the k of pass^k or pass@k.' })
  k!: number;

  @Field(() => DifferenceEstimateType, { description: 'The difference.' })
  estimate!: DifferenceEstimateType;
}
