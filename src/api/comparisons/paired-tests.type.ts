import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Interval } from '../evaluation/estimate.type';
import { PermutationMethodEnum } from '../evaluation/evaluation-enums';

@ObjectType('PairedTTest', {
  description: 'Paired t-test on the per-task differences in pass rate. Null means undefined, never 0.',
})
export class PairedTTestType {
  @Field(() => Float, { nullable: true, description: 'Mean difference.' })
  meanDifference!: number | null;

  @Field(() => Float, { nullable: true, description: 'Standard error of the mean.' })
  standardError!: number | null;

  @Field(() => Float, { nullable: true, description: 'The t statistic.' })
  t!: number | null;

  @Field(() => Float, { nullable: true, description: 'Number of tasks minus 1.' })
  degreesOfFreedom!: number | null;

  @Field(() => Float, { nullable: true, description: 'Two-sided p-value.' })
  p!: number | null;

  @Field(() => Interval, { nullable: true, description: 'Confidence interval of the mean difference.' })
  interval!: Interval | null;
}

@ObjectType('PassPermutationTest', {
  description: 'Permutation test that randomly assigns the trials of each task to the two sides.',
})
export class PassPermutationTestType {
  @Field(() => Float, {
    nullable: true,
    description: 'Two-sided p-value; null if no task has both a pass and a fail.',
  })
  p!: number | null;

  @Field(() => PermutationMethodEnum, { nullable: true, description: 'Method of the test.' })
  method!: string | null;

  @Field(() => Int, { description: 'Number of random permutations; 0 for the exact test.' })
  draws!: number;
}

@ObjectType('McNemarTest', { description: 'McNemar’s test on pairs of trials of which exactly one passed.' })
export class McNemarTestType {
  @Field(() => Int, { description: 'Number of pairs in which only the baseline passed.' })
  onlyFirstPasses!: number;

  @Field(() => Int, { description: 'Number of pairs in which only the candidate passed.' })
  onlySecondPasses!: number;

  @Field(() => Float, { description: 'Two-sided exact p-value.' })
  exactP!: number;

  @Field(() => Float, {
    description:
      'Two-sided mid-p-value, which counts half the probability of the observed result; less conservative than `exactP`.',
  })
  midP!: number;
}

@ObjectType('SeedPairs', { description: 'McNemar’s test over trials paired by task, trial index and seed.' })
export class SeedPairsType {
  @Field(() => Int, { description: 'Number of pairs with both trials scored.' })
  pairs!: number;

  @Field(() => McNemarTestType, { nullable: true, description: 'Test result; null without pairs.' })
  mcnemar!: McNemarTestType | null;

  @Field(() => String, { nullable: true, description: 'Why there is no test result; null if there is one.' })
  reason!: string | null;
}

@ObjectType('DesignSensitivity', { description: 'Smallest effect that the design could detect.' })
export class DesignSensitivityType {
  @Field(() => Float, { description: 'Two-sided significance level.' })
  alpha!: number;

  @Field(() => Float, { description: 'Requested power.' })
  power!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Smallest true difference in mean pass rate that a paired t-test over these tasks detects with this power.',
  })
  minimumDetectableEffect!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Variance of one trial within a task, averaged over tasks and sides.',
  })
  trialVariance!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Estimated variance of the true difference between tasks; can be negative by chance.',
  })
  differenceVariance!: number | null;
}
