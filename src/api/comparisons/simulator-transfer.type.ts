import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { TransferReport } from '../../domain/evaluation/transfer-matrix';
import { DifferenceEstimateType } from './difference-estimate.type';
import { EstimateType } from '../evaluation/estimate.type';
import { ColumnKindEnum } from '../evaluation/evaluation-enums';
import { EvaluationCoverageType } from '../evaluation/evaluation-report.type';

/** Max rows of the matrix in one result. */
const MAX_TASKS = 2000;

@ObjectType('TransferColumn', { description: 'Results of one policy with one user simulator, or with people.' })
export class TransferColumnType {
  @Field(() => String, { description: 'Name and version of the simulator.' })
  name!: string;

  @Field(() => ColumnKindEnum, { description: 'Who played the user.' })
  kind!: string;

  @Field(() => Int, { description: 'Number of tasks in the figures.' })
  tasksCounted!: number;

  @Field(() => Int, { description: 'Number of rollouts with a reward.' })
  scored!: number;

  @Field(() => EstimateType, { description: 'Mean pass rate over tasks, which is pass^1.' })
  passRate!: EstimateType;

  @Field(() => EvaluationCoverageType, {
    description: 'Share of rollouts that could be scored, and bounds for the rest.',
  })
  coverage!: EvaluationCoverageType;
}

@ObjectType('TransferTask', { description: 'Pass rates of one task.' })
export class TransferTaskType {
  @Field(() => String, { description: 'The task.' })
  externalId!: string;

  @Extensions({ assumedLength: 10 })
  @Field(() => [Float], {
    nullable: 'items',
    description: 'Pass rate in each column, in column order; null where the task is excluded.',
  })
  passRates!: readonly (number | null)[];
}

@ObjectType('VarianceComponent', { description: 'A variance component, estimated by the method of moments.' })
export class VarianceComponentType {
  @Field(() => Float, {
    description: 'Estimate; can be negative by chance, in which case the true variance is probably small.',
  })
  estimate!: number;

  @Field(() => Float, { description: 'Estimate, or 0 if it is negative.' })
  truncated!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the sum of the truncated variances; null if that sum is 0.',
  })
  share!: number | null;
}

@ObjectType('VarianceComponents', {
  description:
    'Variance of one trial’s pass or fail (1 or 0) over the simulated columns, split by source. Null where the design cannot identify a component.',
})
export class VarianceComponentsType {
  @Field(() => VarianceComponentType, { nullable: true, description: 'Differences in difficulty between tasks.' })
  task!: VarianceComponentType | null;

  @Field(() => VarianceComponentType, { nullable: true, description: 'Differences in leniency between simulators.' })
  simulator!: VarianceComponentType | null;

  @Field(() => VarianceComponentType, {
    nullable: true,
    description: 'Interaction: tasks that are harder under one simulator than under another.',
  })
  taskBySimulator!: VarianceComponentType | null;

  @Field(() => VarianceComponentType, {
    nullable: true,
    description: 'Residual: differences between trials of the same task and simulator.',
  })
  trial!: VarianceComponentType | null;

  @Field(() => String, { nullable: true, description: 'Why components are null; null if none is.' })
  reason!: string | null;
}

@ObjectType('HumanGap', {
  description:
    'Simulator minus human cohort, over the tasks of both. Positive if the simulator makes the policy look better.',
})
export class HumanGapType {
  @Field(() => String, {
    nullable: true,
    description: 'Column of the simulator; null for the mean over all simulators.',
  })
  simulator!: string | null;

  @Field(() => Int, { description: 'Number of tasks scored with both people and the simulator.' })
  tasks!: number;

  @Field(() => DifferenceEstimateType, {
    description: 'Difference in pass rate: `baseline` is the human cohort, `candidate` the simulator.',
  })
  gap!: DifferenceEstimateType;
}

@ObjectType('SimulatorTransfer', { description: 'Results of one policy with several user simulators.' })
export class SimulatorTransferType {
  @Extensions({ assumedLength: 10 })
  @Field(() => [TransferColumnType], { description: 'One column per evaluation, in the requested order.' })
  columns!: readonly TransferColumnType[];

  @Extensions({ assumedLength: 200 })
  @Field(() => [TransferTaskType], { description: 'One row per task, at most 2,000.' })
  perTask!: readonly TransferTaskType[];

  @Field(() => Boolean, { description: 'Whether `perTask` was cut.' })
  isTruncated!: boolean;

  @Field(() => VarianceComponentsType, { description: 'Sources of variance.' })
  variance!: VarianceComponentsType;

  @Extensions({ assumedLength: 11 })
  @Field(() => [HumanGapType], {
    description: 'One gap per simulator and one for their mean; empty without a human cohort.',
  })
  gaps!: readonly HumanGapType[];

  @Field(() => String, { description: 'The complete result as JSON text.' })
  reportJson!: string;
}

/** The transfer result in its GraphQL shape. */
export function toSimulatorTransfer(report: TransferReport): SimulatorTransferType {
  const { columns, perTask, variance, gaps } = report;
  return Object.assign(new SimulatorTransferType(), {
    columns,
    perTask: perTask.slice(0, MAX_TASKS),
    isTruncated: perTask.length > MAX_TASKS,
    variance,
    gaps,
    reportJson: JSON.stringify(report),
  });
}
