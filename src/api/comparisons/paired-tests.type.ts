import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Interval } from '../evaluation/estimate.type';
import { PermutationMethodEnum } from '../evaluation/evaluation-enums';

@ObjectType('PairedTTest', {
  description: 'A paired t-test of the differences of pass rates over tasks. Null is undefined, never 0.',
})
export class PairedTTestType {
  @Field(() => Float, { nullable: true, description: 'Mean difference.' })
  meanDifference!: number | null;

  @Field(() => Float, { nullable: true, description: 'Of the mean.' })
  standardError!: number | null;

  @Field(() => Float, { nullable: true, description: 'The statistic.' })
  t!: number | null;

  @Field(() => Float, { nullable: true, description: 'Tasks less 1.' })
  degreesOfFreedom!: number | null;

  @Field(() => Float, { nullable: true, description: 'Two-sided p-value.' })
  p!: number | null;

  @Field(() => Interval, { nullable: true, description: 'Of the mean difference.' })
  interval!: Interval | null;
}

@ObjectType('PassPermutationTest', {
  description: 'A test by giving the trials of each task to the two sides at random.',
})
export class PassPermutationTestType {
  @Field(() => Float, {
    nullable: true,
    description: 'Two-sided p-value; null when no task has both a pass and a fail.',
  })
  p!: number | null;

  @Field(() => PermutationMethodEnum, { nullable: true, description: 'How it was made.' })
  method!: string | null;

  @Field(() => Int, { description: 'Random permutations drawn; 0 when it is exact.' })
  draws!: number;
}

@ObjectType('McNemarTest', { description: 'McNemar’s test of pairs of which one member passed and the other did not.' })
export class McNemarTestType {
  @Field(() => Int, { description: 'Pairs of which only the baseline passed.' })
  onlyFirstPasses!: number;

  @Field(() => Int, { description: 'Pairs of which only the candidate passed.' })
  onlySecondPasses!: number;

  @Field(() => Float, { description: 'Two-sided exact p-value.' })
  exactP!: number;

  @Field(() => Float, { description: 'The same with half the weight of what was observed: closer to its level.' })
  midP!: number;
}

@ObjectType('SeedPairs', { description: 'Pairs of trials of equal task, trial and seed.' })
export class SeedPairsType {
  @Field(() => Int, { description: 'Pairs, both scored.' })
  pairs!: number;

  @Field(() => McNemarTestType, { nullable: true, description: 'The test; null without pairs.' })
  mcnemar!: McNemarTestType | null;

  @Field(() => String, { nullable: true, description: 'Why there is none.' })
  reason!: string | null;
}

@ObjectType('DesignSensitivity', { description: 'What the design could see.' })
export class DesignSensitivityType {
  @Field(() => Float, { description: 'Two-sided level.' })
  alpha!: number;

  @Field(() => Float, { description: 'Wanted power.' })
  power!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Smallest true difference of mean pass rates that a paired t-test over these tasks finds with that power.',
  })
  minimumDetectableEffect!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Variance of one trial within a task, averaged over tasks and sides.',
  })
  trialVariance!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Variance between tasks of the true difference, as estimated; may be below 0 by chance.',
  })
  differenceVariance!: number | null;
}
