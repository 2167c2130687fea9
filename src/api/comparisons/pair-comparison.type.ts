import { Ctx, Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { ComparisonReport } from '../../domain/evaluation/comparison-report';
import { Evaluation } from '../../model/evaluation/evaluation.model';
import type { PairReport } from '../../services/comparisons/stored-comparison-report';
import type { RequestContext } from '../graph/request-context';
import { DifferenceAtKType, DifferenceEstimateType } from './difference-estimate.type';
import { FaultExclusionType, type ShownExclusion, toFaultExclusion } from '../evaluation/fault-exclusion.type';
import { DesignSensitivityType, PairedTTestType, PassPermutationTestType, SeedPairsType } from './paired-tests.type';

/** Assumed number of tasks that only one side has when the cost of an operation is estimated. */
const ASSUMED_TASKS = 100;

@ObjectType('PairComparison', {
  description: 'Comparison of two evaluations. Differences are candidate minus baseline.',
})
export class PairComparisonType {
  constructor(
    readonly pair: PairReport,
    private readonly evaluationIds: readonly string[],
  ) {}

  @Field(() => Evaluation, { description: 'Evaluation that the candidate is compared with.' })
  baseline(@Ctx() { loaders }: RequestContext): Promise<Evaluation> {
    return loaders.evaluation.load(this.evaluationIds[this.pair.baselineIndex]!);
  }

  @Field(() => Evaluation, { description: 'Evaluation that is compared with the baseline.' })
  candidate(@Ctx() { loaders }: RequestContext): Promise<Evaluation> {
    return loaders.evaluation.load(this.evaluationIds[this.pair.candidateIndex]!);
  }

  @Field(() => Int, { description: 'Tasks scored on both sides. All figures are based on them.' })
  tasksPaired(): number {
    return this.pair.report.tasksPaired;
  }

  @Extensions({ assumedLength: ASSUMED_TASKS })
  @Field(() => [String], { description: 'Tasks scored in the baseline only. Excluded.' })
  tasksOnlyInBaseline(): readonly string[] {
    return this.pair.report.tasksOnlyInBaseline;
  }

  @Extensions({ assumedLength: ASSUMED_TASKS })
  @Field(() => [String], { description: 'Tasks scored in the candidate only. Excluded.' })
  tasksOnlyInCandidate(): readonly string[] {
    return this.pair.report.tasksOnlyInCandidate;
  }

  @Field(() => DifferenceEstimateType, { description: 'Difference in mean reward over tasks.' })
  averageReward(): ComparisonReport['averageReward'] {
    return this.pair.report.averageReward;
  }

  @Extensions({ assumedLength: 8 })
  @Field(() => [DifferenceAtKType], { description: 'Differences in pass^k.' })
  passHatK(): ComparisonReport['passHatK'] {
    return this.pair.report.passHatK;
  }

  @Extensions({ assumedLength: 8 })
  @Field(() => [DifferenceAtKType], { description: 'Differences in pass@k.' })
  passAtK(): ComparisonReport['passAtK'] {
    return this.pair.report.passAtK;
  }

  @Field(() => PairedTTestType, { description: 'Paired t-test over tasks.' })
  pairedTTest(): ComparisonReport['pairedTTest'] {
    return this.pair.report.pairedTTest;
  }

  @Field(() => PassPermutationTestType, { description: 'Permutation test within tasks.' })
  permutation(): ComparisonReport['permutation'] {
    return this.pair.report.permutation;
  }

  @Field(() => SeedPairsType, { description: 'McNemar’s test over trials with the same task, trial index and seed.' })
  seedPairs(): ComparisonReport['seedPairs'] {
    return this.pair.report.seedPairs;
  }

  @Field(() => Float, {
    nullable: true,
    description: 'P-value of the permutation test, Holm-corrected over the pairs; null if the test was not run.',
  })
  holmPermutationP(): number | null {
    return this.pair.holmPermutationP;
  }

  @Field(() => Float, {
    nullable: true,
    description: 'P-value of the t-test, Holm-corrected over the pairs; null if the test was not run.',
  })
  holmTTestP(): number | null {
    return this.pair.holmTTestP;
  }

  @Field(() => Float, {
    nullable: true,
    description: 'P-value of McNemar’s exact test, Holm-corrected over the pairs; null if the test was not run.',
  })
  holmMcNemarP(): number | null {
    return this.pair.holmMcNemarP;
  }

  @Field(() => DesignSensitivityType, { description: 'Effect that the design could detect.' })
  sensitivity(): ComparisonReport['sensitivity'] {
    return this.pair.report.sensitivity;
  }

  @Field(() => FaultExclusionType, { description: 'Rollouts of the baseline excluded because of marked faults.' })
  baselineExclusion(): ShownExclusion {
    return toFaultExclusion(this.pair.report.exclusions.baseline);
  }

  @Field(() => FaultExclusionType, { description: 'Rollouts of the candidate excluded because of marked faults.' })
  candidateExclusion(): ShownExclusion {
    return toFaultExclusion(this.pair.report.exclusions.candidate);
  }
}
