import { Args, ArgsType, Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { EvaluationReport } from '../../domain/evaluation/evaluation-report';
import { OUTCOME_CLASSES, type OutcomeClass } from '../../domain/trajectory';
import { InvalidInputError } from '../../errors';
import { OutcomeClassEnum } from '../../model/enums';
import { BoundedText } from '../guards/argument-limits';
import { pageSizeOf } from '../graph/page-args';
import { LIMITS } from '../guards/limits';
import { EstimateAtKType, EstimateType } from './estimate.type';
import { FaultExclusionType, type ShownExclusion, toFaultExclusion } from './fault-exclusion.type';

/** Assumed number of trials of an evaluation when the cost of an operation is estimated. */
const ASSUMED_KS = 8;

@ArgsType()
class TaskPageArgs {
  @Field(() => Int, {
    defaultValue: LIMITS.defaultPageSize,
    description: `Return the first tasks, 1 to ${LIMITS.pageSize}.`,
  })
  first!: number;

  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Return tasks after this name: `endCursor` of the previous page.',
  })
  after?: string | null;
}

@ObjectType('MissingBounds', {
  description: 'Bounds of a figure if all attempts that could not be scored had failed, or had passed.',
})
export class MissingBoundsType {
  @Field(() => Float, { nullable: true, description: 'Value if all had failed.' })
  ifAllFailed!: number | null;

  @Field(() => Float, { nullable: true, description: 'Value if all had passed.' })
  ifAllPassed!: number | null;
}

@ObjectType('MissingBoundsAtK', { description: 'Bounds of a figure at one k.' })
export class MissingBoundsAtKType {
  @Field(() => Int, { description: 'Number of trials, the k of pass^k.' })
  k!: number;

  @Field(() => MissingBoundsType, {
    description: 'The bounds; their values are null if a task has fewer than k attempts.',
  })
  bounds!: MissingBoundsType;
}

@ObjectType('EvaluationCoverage', {
  description: 'Share of attempts that could be scored, and bounds for the effect of the rest.',
})
export class EvaluationCoverageType {
  @Field(() => Int, { description: 'Number of rollouts stored, whatever their outcome.' })
  attempted!: number;

  @Field(() => Int, { description: 'Number of rollouts with a reward.' })
  scored!: number;

  @Field(() => Float, { nullable: true, description: '`scored` divided by `attempted`; null without attempts.' })
  share!: number | null;

  @Field(() => MissingBoundsType, { description: 'Bounds of the pass rate.' })
  passRate!: MissingBoundsType;

  @Extensions({ assumedLength: 8 })
  @Field(() => [MissingBoundsAtKType], { description: 'Bounds of pass^k for each k.' })
  passHatK!: readonly MissingBoundsAtKType[];
}

@ObjectType('OutcomeCount', { description: 'Number of rollouts of one outcome class.' })
export class OutcomeCountType {
  @Field(() => OutcomeClassEnum, { description: 'The class.' })
  outcomeClass!: OutcomeClass;

  @Field(() => Int, { description: 'Number of rollouts.' })
  count!: number;
}

@ObjectType('EvaluatedTask', { description: 'Results of one task.' })
export class EvaluatedTaskType {
  @Field(() => String, {
    description:
      'Id of the task in its benchmark. If several contents share an id, the start of the content hash is appended.',
  })
  externalId!: string;

  @Field(() => Int, { description: 'Number of rollouts stored.' })
  attempted!: number;

  @Field(() => Int, { description: 'Number of rollouts with a reward.' })
  scored!: number;

  @Field(() => Int, { description: 'Number of rollouts that solved the task.' })
  passes!: number;

  @Field(() => Float, { nullable: true, description: '`passes` divided by `scored`; null if none is scored.' })
  passRate!: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean reward of the scored rollouts; null if there are none.' })
  averageReward!: number | null;
}

@ObjectType('EvaluatedTaskPage', { description: 'A page of the tasks of an evaluation, sorted by name.' })
export class EvaluatedTaskPage {
  @Extensions({ isPage: true })
  @Field(() => [EvaluatedTaskType], { description: 'The tasks.' })
  nodes!: readonly EvaluatedTaskType[];

  @Field(() => Int, { description: 'Total number of tasks of the evaluation.' })
  totalCount!: number;

  @Field(() => Boolean, { description: 'Whether more tasks follow this page.' })
  hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the last task, to be used as `after`; null for an empty page.',
  })
  endCursor!: string | null;
}

@ObjectType('CoverageNote', {
  description:
    'Simulated coverage of 95 % intervals: the share of 4,000 simulated evaluations of similar size whose interval contained the true value.',
})
export class CoverageNoteType {
  @Field(() => Int, { description: 'Number of tasks.' })
  tasks!: number;

  @Field(() => Int, { description: 'Trials per task.' })
  trials!: number;

  @Field(() => Int, { description: 'The k of pass^k.' })
  k!: number;

  @Field(() => Float, {
    description:
      'Share of simulations in which all tasks had equal results. They have no bootstrap interval and count as not covered.',
  })
  alike!: number;

  @Field(() => Float, { description: 'Coverage of the percentile bootstrap.' })
  percentile!: number;

  @Field(() => Float, { description: 'Coverage of the BCa bootstrap.' })
  bca!: number;

  @Field(() => Float, { description: 'Coverage of Student’s t.' })
  studentT!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Coverage of the Wilson interval; null unless k equals the number of trials.',
  })
  wilson!: number | null;
}

/** A plain object with the members of a GraphQL class. */
type Members<Type> = { readonly [Name in keyof Type]: Type[Name] };

type ShownTaskPage = Omit<Members<EvaluatedTaskPage>, 'nodes'> & { readonly nodes: EvaluationReport['perTask'] };

@ObjectType('EvaluationReport', { description: 'Results of an evaluation.' })
export class EvaluationReportType {
  constructor(readonly report: EvaluationReport) {}

  @Field(() => Int, { description: 'Number of tasks.' })
  tasks(): number {
    return this.report.tasks;
  }

  @Field(() => Int, { description: 'Number of tasks in the figures; the others have no scored trial.' })
  tasksCounted(): number {
    return this.report.tasksCounted;
  }

  @Field(() => EstimateType, {
    description: 'Share of scored rollouts that pass. Weights each rollout equally, not each task.',
  })
  passRate(): EvaluationReport['passRate'] {
    return this.report.passRate;
  }

  @Field(() => EstimateType, { description: 'Mean reward of the scored rollouts.' })
  averageReward(): EvaluationReport['averageReward'] {
    return this.report.averageReward;
  }

  @Extensions({ assumedLength: ASSUMED_KS })
  @Field(() => [EstimateAtKType], {
    description:
      'Probability that k trials of a task all pass, averaged over tasks; unbiased. Null for k above the smallest number of trials of any task.',
  })
  passHatK(): EvaluationReport['passHatK'] {
    return this.report.passHatK;
  }

  @Extensions({ assumedLength: ASSUMED_KS })
  @Field(() => [EstimateAtKType], {
    description: 'Probability that at least one of k trials of a task passes, averaged over tasks; unbiased.',
  })
  passAtK(): EvaluationReport['passAtK'] {
    return this.report.passAtK;
  }

  @Field(() => Boolean, { description: 'Whether `maxK` limited the values of k.' })
  isTruncatedAtMaxK(): boolean {
    return this.report.isTruncatedAtMaxK;
  }

  @Field(() => EvaluationCoverageType, {
    description: 'Share of attempts that could be scored, and bounds for the effect of the rest.',
  })
  coverage(): EvaluationReport['coverage'] {
    return this.report.coverage;
  }

  @Extensions({ assumedLength: OUTCOME_CLASSES.length })
  @Field(() => [OutcomeCountType], { description: 'Number of rollouts by outcome class, without excluded ones.' })
  outcomeCounts(): Members<OutcomeCountType>[] {
    return OUTCOME_CLASSES.map((outcomeClass) => ({ outcomeClass, count: this.report.outcomeCounts[outcomeClass] }));
  }

  @Field(() => FaultExclusionType, { description: 'Rollouts excluded because of marked faults.' })
  exclusion(): ShownExclusion {
    return toFaultExclusion(this.report.exclusion);
  }

  @Field(() => EvaluatedTaskPage, { description: 'Results per task, sorted by name.' })
  perTask(@Args(() => TaskPageArgs) { first, after }: TaskPageArgs): ShownTaskPage {
    const { perTask } = this.report;
    const size = pageSizeOf('first', first);
    const start =
      after === null || after === undefined ? 0 : 1 + perTask.findIndex((task) => task.externalId === after);
    if (start === 0 && after) throw new InvalidInputError(`after: the evaluation has no task "${after}"`);
    const nodes = perTask.slice(start, start + size);
    return {
      nodes,
      totalCount: perTask.length,
      hasNextPage: start + size < perTask.length,
      endCursor: nodes.at(-1)?.externalId ?? null,
    };
  }

  @Extensions({ assumedLength: 2 })
  @Field(() => [CoverageNoteType], {
    description: 'Simulated coverage of the intervals at a similar size; empty if no such size was simulated.',
  })
  intervalCoverage(): EvaluationReport['intervalCoverage'] {
    return this.report.intervalCoverage;
  }
}
