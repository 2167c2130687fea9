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

/** Numbers of trials that an evaluation is taken to have when the cost of an operation is estimated. */
const ASSUMED_KS = 8;

@ArgsType()
class TaskPageArgs {
  @Field(() => Int, {
    defaultValue: LIMITS.defaultPageSize,
    description: `Tasks of the page, 1 to ${LIMITS.pageSize}.`,
  })
  first!: number;

  @BoundedText({ nullable: true, max: LIMITS.nameLength, description: 'Name of the task before the page.' })
  after?: string | null;
}

@ObjectType('MissingBounds', {
  description: 'What a figure would be if every attempt that was not scored had failed, or had passed.',
})
export class MissingBoundsType {
  @Field(() => Float, { nullable: true, description: 'If all had failed.' })
  ifAllFailed!: number | null;

  @Field(() => Float, { nullable: true, description: 'If all had passed.' })
  ifAllPassed!: number | null;
}

@ObjectType('MissingBoundsAtK', { description: 'Such bounds for one k.' })
export class MissingBoundsAtKType {
  @Field(() => Int, { description: 'Trials.' })
  k!: number;

  @Field(() => MissingBoundsType, { description: 'The bounds; null where a task has fewer than k attempts.' })
  bounds!: MissingBoundsType;
}

@ObjectType('EvaluationCoverage', {
  description: 'How much of what was attempted could be scored, and what the rest could change.',
})
export class EvaluationCoverageType {
  @Field(() => Int, { description: 'Rollouts that are stored, however they ended.' })
  attempted!: number;

  @Field(() => Int, { description: 'Those with a reward.' })
  scored!: number;

  @Field(() => Float, { nullable: true, description: 'scored / attempted; null without attempts.' })
  share!: number | null;

  @Field(() => MissingBoundsType, { description: 'Bounds of the pass rate.' })
  passRate!: MissingBoundsType;

  @Extensions({ assumedLength: 8 })
  @Field(() => [MissingBoundsAtKType], { description: 'Bounds of pass^k for each k.' })
  passHatK!: readonly MissingBoundsAtKType[];
}

@ObjectType('OutcomeCount', { description: 'Rollouts of an outcome class.' })
export class OutcomeCountType {
  @Field(() => OutcomeClassEnum, { description: 'The class.' })
  outcomeClass!: OutcomeClass;

  @Field(() => Int, { description: 'Rollouts.' })
  count!: number;
}

@ObjectType('EvaluatedTask', { description: 'One task of an evaluation.' })
export class EvaluatedTaskType {
  @Field(() => String, {
    description: 'Name of the task; with the beginning of its content hash where one name stands for several contents.',
  })
  externalId!: string;

  @Field(() => Int, { description: 'Rollouts that are stored.' })
  attempted!: number;

  @Field(() => Int, { description: 'Those with a reward.' })
  scored!: number;

  @Field(() => Int, { description: 'Those that solved the task.' })
  passes!: number;

  @Field(() => Float, { nullable: true, description: 'passes / scored; null without scored ones.' })
  passRate!: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean reward of scored ones; null without.' })
  averageReward!: number | null;
}

@ObjectType('EvaluatedTaskPage', { description: 'A page of the tasks of an evaluation, by name.' })
export class EvaluatedTaskPage {
  @Extensions({ isPage: true })
  @Field(() => [EvaluatedTaskType], { description: 'The tasks.' })
  nodes!: readonly EvaluatedTaskType[];

  @Field(() => Int, { description: 'Tasks of the evaluation.' })
  totalCount!: number;

  @Field(() => Boolean, { description: 'Whether tasks follow the page.' })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Name of the last task, for `after`; null for an empty page.' })
  endCursor!: string | null;
}

@ObjectType('CoverageNote', {
  description: 'How often 95 % intervals held the true value in 4,000 simulated evaluations of a like size, as shares.',
})
export class CoverageNoteType {
  @Field(() => Int, { description: 'Tasks.' })
  tasks!: number;

  @Field(() => Int, { description: 'Trials of each task.' })
  trials!: number;

  @Field(() => Int, { description: 'Of pass^k.' })
  k!: number;

  @Field(() => Float, {
    description: 'Share of simulations whose tasks were all alike: no bootstrap interval, counted as not holding.',
  })
  alike!: number;

  @Field(() => Float, { description: 'Percentile bootstrap.' })
  percentile!: number;

  @Field(() => Float, { description: 'BCa bootstrap.' })
  bca!: number;

  @Field(() => Float, { description: 'Student’s t.' })
  studentT!: number;

  @Field(() => Float, { nullable: true, description: 'Wilson; null where k is not the number of trials.' })
  wilson!: number | null;
}

/** A plain object with the members of a GraphQL class. */
type Members<Type> = { readonly [Name in keyof Type]: Type[Name] };

type ShownTaskPage = Omit<Members<EvaluatedTaskPage>, 'nodes'> & { readonly nodes: EvaluationReport['perTask'] };

@ObjectType('EvaluationReport', { description: 'What an evaluation found.' })
export class EvaluationReportType {
  constructor(readonly report: EvaluationReport) {}

  @Field(() => Int, { description: 'Tasks.' })
  tasks(): number {
    return this.report.tasks;
  }

  @Field(() => Int, { description: 'Tasks that enter the figures; the others had no scored trial.' })
  tasksCounted(): number {
    return this.report.tasksCounted;
  }

  @Field(() => EstimateType, {
    description: 'Passes over scored rollouts: each rollout counts the same, not each task.',
  })
  passRate(): EvaluationReport['passRate'] {
    return this.report.passRate;
  }

  @Field(() => EstimateType, { description: 'Mean reward over scored rollouts.' })
  averageReward(): EvaluationReport['averageReward'] {
    return this.report.averageReward;
  }

  @Extensions({ assumedLength: ASSUMED_KS })
  @Field(() => [EstimateAtKType], {
    description:
      'Chance that k trials of a task all pass, averaged over tasks; unbiased. Null beyond the least trials of a task.',
  })
  passHatK(): EvaluationReport['passHatK'] {
    return this.report.passHatK;
  }

  @Extensions({ assumedLength: ASSUMED_KS })
  @Field(() => [EstimateAtKType], {
    description: 'Chance that one of k trials of a task passes at least, averaged over tasks; unbiased.',
  })
  passAtK(): EvaluationReport['passAtK'] {
    return this.report.passAtK;
  }

  @Field(() => Boolean, { description: 'Whether `maxK` cut off some k.' })
  isTruncatedAtMaxK(): boolean {
    return this.report.isTruncatedAtMaxK;
  }

  @Field(() => EvaluationCoverageType, { description: 'How much could be scored.' })
  coverage(): EvaluationReport['coverage'] {
    return this.report.coverage;
  }

  @Extensions({ assumedLength: OUTCOME_CLASSES.length })
  @Field(() => [OutcomeCountType], { description: 'Rollouts by outcome class, without those left out.' })
  outcomeCounts(): Members<OutcomeCountType>[] {
    return OUTCOME_CLASSES.map((outcomeClass) => ({ outcomeClass, count: this.report.outcomeCounts[outcomeClass] }));
  }

  @Field(() => FaultExclusionType, { description: 'Rollouts that were left out.' })
  exclusion(): ShownExclusion {
    return toFaultExclusion(this.report.exclusion);
  }

  @Field(() => EvaluatedTaskPage, { description: 'Each task, by name, page by page.' })
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
    description: 'How far intervals can be trusted at such a size; empty where nothing was measured.',
  })
  intervalCoverage(): EvaluationReport['intervalCoverage'] {
    return this.report.intervalCoverage;
  }
}
