import { Ctx, Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { ComparisonReport } from '../../domain/evaluation/comparison-report';
import { Evaluation } from '../../model/evaluation/evaluation.model';
import type { PairReport } from '../../services/comparisons/stored-comparison-report';
import type { RequestContext } from '../graph/request-context';
import { DifferenceAtKType, DifferenceEstimateType } from './difference-estimate.type';
import { FaultExclusionType, type ShownExclusion, toFaultExclusion } from '../evaluation/fault-exclusion.type';
import { DesignSensitivityType, PairedTTestType, PassPermutationTestType, SeedPairsType } from './paired-tests.type';

/** Tasks of one side alone that a pair is taken to have when the cost of an operation is estimated. */
const ASSUMED_TASKS = 100;

@ObjectType('PairComparison', { description: 'A pair of evaluations; differences are candidate less baseline.' })
export class PairComparisonType {
  constructor(
    readonly pair: PairReport,
    private readonly evaluationIds: readonly string[],
  ) {}

  @Field(() => Evaluation, { description: 'The evaluation that the other is compared with.' })
  baseline(@Ctx() { loaders }: RequestContext): Promise<Evaluation> {
    return loaders.evaluation.load(this.evaluationIds[this.pair.baselineIndex]!);
  }

  @Field(() => Evaluation, { description: 'The evaluation that is compared.' })
  candidate(@Ctx() { loaders }: RequestContext): Promise<Evaluation> {
    return loaders.evaluation.load(this.evaluationIds[this.pair.candidateIndex]!);
  }

  @Field(() => Int, { description: 'Tasks that count on both sides: all figures rest on them.' })
  tasksPaired(): number {
    return this.pair.report.tasksPaired;
  }

  @Extensions({ assumedLength: ASSUMED_TASKS })
  @Field(() => [String], { description: 'Tasks that count in the baseline only, left out.' })
  tasksOnlyInBaseline(): readonly string[] {
    return this.pair.report.tasksOnlyInBaseline;
  }

  @Extensions({ assumedLength: ASSUMED_TASKS })
  @Field(() => [String], { description: 'Tasks that count in the candidate only, left out.' })
  tasksOnlyInCandidate(): readonly string[] {
    return this.pair.report.tasksOnlyInCandidate;
  }

  @Field(() => DifferenceEstimateType, { description: 'Difference of the mean over tasks of the reward.' })
  averageReward(): ComparisonReport['averageReward'] {
    return this.pair.report.averageReward;
  }

  @Extensions({ assumedLength: 8 })
  @Field(() => [DifferenceAtKType], { description: 'Differences of pass^k.' })
  passHatK(): ComparisonReport['passHatK'] {
    return this.pair.report.passHatK;
  }

  @Extensions({ assumedLength: 8 })
  @Field(() => [DifferenceAtKType], { description: 'Differences of pass@k.' })
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

  @Field(() => SeedPairsType, { description: 'McNemar’s test over trials that share task, trial and seed.' })
  seedPairs(): ComparisonReport['seedPairs'] {
    return this.pair.report.seedPairs;
  }

  @Field(() => Float, {
    nullable: true,
    description: 'p-value of the permutation test, corrected by Holm over the pairs; null where it was not made.',
  })
  holmPermutationP(): number | null {
    return this.pair.holmPermutationP;
  }

  @Field(() => Float, { nullable: true, description: 'The same of the t-test.' })
  holmTTestP(): number | null {
    return this.pair.holmTTestP;
  }

  @Field(() => Float, { nullable: true, description: 'The same of McNemar’s exact test.' })
  holmMcNemarP(): number | null {
    return this.pair.holmMcNemarP;
  }

  @Field(() => DesignSensitivityType, { description: 'What the design could see.' })
  sensitivity(): ComparisonReport['sensitivity'] {
    return this.pair.report.sensitivity;
  }

  @Field(() => FaultExclusionType, { description: 'Rollouts of the baseline that were left out.' })
  baselineExclusion(): ShownExclusion {
    return toFaultExclusion(this.pair.report.exclusions.baseline);
  }

  @Field(() => FaultExclusionType, { description: 'Rollouts of the candidate that were left out.' })
  candidateExclusion(): ShownExclusion {
    return toFaultExclusion(this.pair.report.exclusions.candidate);
  }
}
