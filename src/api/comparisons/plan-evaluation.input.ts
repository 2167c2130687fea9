import { Extensions, Field, Float, ID, InputType, Int } from 'type-graphql';

/** Numbers of trials in one plan. */
export const MAX_TRIAL_OPTIONS = 32;

@InputType('PlanEvaluationInput', { description: 'A comparison of two policies that is to be planned.' })
export class PlanEvaluationInput {
  @Field(() => Float, {
    nullable: true,
    description: 'Difference of pass rates to be found, above 0 and at most 1. Absent: what do `tasks` tasks show?',
  })
  effect?: number | null;

  @Field(() => Float, { defaultValue: 0.05, description: 'Two-sided level of the test, above 0 and below 1.' })
  alpha!: number;

  @Field(() => Float, { defaultValue: 0.8, description: 'Wanted power, above 0 and below 1.' })
  power!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Variance of one trial within its task, the mean of p (1 - p), 0 to 0.25. Absent: the pilot’s, else 0.25, the worst case.',
  })
  trialVariance?: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Variance between tasks of the true difference, 0 to 1. Absent: the pilot’s, else effect^2, as if it varied as much as it is large.',
  })
  differenceVariance?: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A stored comparison whose first pair gives the variances.',
  })
  pilotComparisonId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Tasks at hand, at least 2; absent: they can be chosen.' })
  tasks?: number | null;

  @Extensions({ max: MAX_TRIAL_OPTIONS })
  @Field(() => [Int], {
    defaultValue: [1, 2, 4, 8, 16],
    description: `Numbers of trials of each task and side to consider, each at least 1. At most ${MAX_TRIAL_OPTIONS} entries.`,
  })
  trialOptions!: number[];
}
