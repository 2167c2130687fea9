import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { TransferReport } from '../../domain/evaluation/transfer-matrix';
import { DifferenceEstimateType } from './difference-estimate.type';
import { EstimateType } from '../evaluation/estimate.type';
import { ColumnKindEnum } from '../evaluation/evaluation-enums';
import { EvaluationCoverageType } from '../evaluation/evaluation-report.type';

/** Tasks of the matrix in one answer. */
const MAX_TASKS = 2000;

@ObjectType('TransferColumn', { description: 'One policy with one user simulator, or with people.' })
export class TransferColumnType {
  @Field(() => String, { description: 'Name and version of the simulator.' })
  name!: string;

  @Field(() => ColumnKindEnum, { description: 'Who the users were.' })
  kind!: string;

  @Field(() => Int, { description: 'Tasks that enter the figures.' })
  tasksCounted!: number;

  @Field(() => Int, { description: 'Rollouts with a reward.' })
  scored!: number;

  @Field(() => EstimateType, { description: 'Mean over tasks of the pass rate, which is pass^1.' })
  passRate!: EstimateType;

  @Field(() => EvaluationCoverageType, { description: 'How much could be scored.' })
  coverage!: EvaluationCoverageType;
}

@ObjectType('TransferTask', { description: 'Pass rates of one task.' })
export class TransferTaskType {
  @Field(() => String, { description: 'The task.' })
  externalId!: string;

  @Extensions({ assumedLength: 10 })
  @Field(() => [Float], {
    nullable: 'items',
    description: 'Its pass rate in each column, in their order; null where it does not count.',
  })
  passRates!: readonly (number | null)[];
}

@ObjectType('VarianceComponent', { description: 'A variance as the method of moments gives it.' })
export class VarianceComponentType {
  @Field(() => Float, { description: 'May be below 0 by chance: then the true variance is likely small.' })
  estimate!: number;

  @Field(() => Float, { description: 'The estimate, or 0 when it is below.' })
  truncated!: number;

  @Field(() => Float, { nullable: true, description: 'Of the sum of the truncated variances; null when that is 0.' })
  share!: number | null;
}

@ObjectType('VarianceComponents', {
  description:
    'The variance of passing (0 or 1) of one trial over the simulated columns, by where it comes from; null where the design cannot tell.',
})
export class VarianceComponentsType {
  @Field(() => VarianceComponentType, { nullable: true, description: 'Tasks that are harder than others.' })
  task!: VarianceComponentType | null;

  @Field(() => VarianceComponentType, { nullable: true, description: 'Simulators that are easier than others.' })
  simulator!: VarianceComponentType | null;

  @Field(() => VarianceComponentType, {
    nullable: true,
    description: 'Tasks that are harder under one simulator than under another.',
  })
  taskBySimulator!: VarianceComponentType | null;

  @Field(() => VarianceComponentType, {
    nullable: true,
    description: 'What is left: trials of one task under one simulator.',
  })
  trial!: VarianceComponentType | null;

  @Field(() => String, { nullable: true, description: 'Why components are null; null when none is.' })
  reason!: string | null;
}

@ObjectType('HumanGap', {
  description: 'A simulator less the human cohort, over the tasks of both: above 0 where it flatters the policy.',
})
export class HumanGapType {
  @Field(() => String, { nullable: true, description: 'The column; null for the mean of all simulators.' })
  simulator!: string | null;

  @Field(() => Int, { description: 'Tasks that count with people and with the simulator.' })
  tasks!: number;

  @Field(() => DifferenceEstimateType, { description: '`baseline` is the human cohort, `candidate` the simulator.' })
  gap!: DifferenceEstimateType;
}

@ObjectType('SimulatorTransfer', { description: 'How one policy does with several users.' })
export class SimulatorTransferType {
  @Extensions({ assumedLength: 10 })
  @Field(() => [TransferColumnType], { description: 'A column for each evaluation, in their order.' })
  columns!: readonly TransferColumnType[];

  @Extensions({ assumedLength: 200 })
  @Field(() => [TransferTaskType], { description: 'The matrix: a row for each task, the first 2,000.' })
  perTask!: readonly TransferTaskType[];

  @Field(() => Boolean, { description: 'Whether `perTask` lacks some.' })
  isTruncated!: boolean;

  @Field(() => VarianceComponentsType, { description: 'Where the variance comes from.' })
  variance!: VarianceComponentsType;

  @Extensions({ assumedLength: 11 })
  @Field(() => [HumanGapType], { description: 'Of each simulator and of their mean; empty without a human cohort.' })
  gaps!: readonly HumanGapType[];

  @Field(() => String, { description: 'The whole result as JSON text.' })
  reportJson!: string;
}

/** As the API shows it. */
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
