import { Field, Float, InputType, Int } from 'type-graphql';
import type { StandardDeviationKind } from '../../domain/advantages/estimator-settings';
import type { ComputeProvider } from '../../domain/compute-provider';
import type { JobRequirements } from '../../jobs/job-requirements';
import { ComputeProviderEnum } from '../../model/enums';
import {
  ESTIMATOR_NUMBERS,
  GATING_NUMBERS,
  SPREAD_NUMBERS,
  WARNING_NUMBERS,
} from '../../services/training/training-numbers';
import { DEFAULT_ARCHITECTURE, SMALL_TRANSFORMER } from '../../training/scorer/architecture';
import { BoundedList, BoundedText } from '../guards/argument-limits';
import { LIMITS } from '../guards/limits';
import { NumberField } from '../graph/number-field';
import { StandardDeviationEnum } from '../calibration/calibration-enums';
import { ArchitectureKindEnum } from './training-enums';
import { omitNullish } from '../graph/omit-nullish';

@InputType('TrainingTasksInput', { description: 'Which tasks of a set; without any member all of them.' })
export class TrainingTasksInput {
  @BoundedText({ nullable: true, max: LIMITS.nameLength, description: 'Only tasks of this split, e.g. `train`.' })
  split?: string | null;

  @BoundedList(() => String, { nullable: true, max: 100, description: 'Only tasks of these families.' })
  families?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'The first so many of those tasks, 1 to 2000; default all.' })
  limit?: number | null;
}

@InputType('PolicyArchitectureInput', {
  description: 'What scores candidates: MLP takes `hidden`, TRANSFORMER the other members.',
})
export class PolicyArchitectureInput {
  @Field(() => ArchitectureKindEnum, { description: 'Which of the two.' })
  kind!: 'MLP' | 'TRANSFORMER';

  @BoundedList(() => Int, {
    nullable: true,
    max: 8,
    description: 'Widths of the hidden layers, 1 to 4096 each; default 192 and 80.',
  })
  hidden?: number[] | null;

  @Field(() => Int, { nullable: true, description: 'Numbers that stand for a candidate, 1 to 4096; default 80.' })
  width?: number | null;

  @Field(() => Int, { nullable: true, description: 'Heads of attention, 1 to 64, a divisor of `width`; default 4.' })
  heads?: number | null;

  @Field(() => Int, { nullable: true, description: 'Layers, 1 to 8; default 2.' })
  layers?: number | null;

  @Field(() => Int, { nullable: true, description: 'Width after each attention, 1 to 4096; default 112.' })
  feedForward?: number | null;
}

@InputType('GatingInput', { description: 'Empirical Discriminative Gating: when the scheme follows the evidence.' })
export class GatingInput {
  @NumberField(GATING_NUMBERS.everyUpdates)
  everyUpdates?: number | null;

  @NumberField(GATING_NUMBERS.forgetting)
  forgetting?: number | null;

  @NumberField(GATING_NUMBERS.minRollouts)
  minRollouts?: number | null;

  @NumberField(GATING_NUMBERS.tolerance)
  tolerance?: number | null;
}

@InputType('TrainingSpreadInput', { description: 'How the groups of an update are spread over the pool of workers.' })
export class TrainingSpreadInput {
  @NumberField(SPREAD_NUMBERS.shards)
  shards?: number | null;

  @NumberField(SPREAD_NUMBERS.deadlineMs)
  deadlineMs?: number | null;

  @NumberField(SPREAD_NUMBERS.quorum)
  quorum?: number | null;
}

@InputType('TrainingEstimatorSettingsInput', {
  description: 'Constants of the estimators; each ignores those that its formula does not have.',
})
export class TrainingEstimatorSettingsInput {
  @NumberField(ESTIMATOR_NUMBERS.gamma)
  gamma?: number | null;

  @NumberField(ESTIMATOR_NUMBERS.lambda)
  lambda?: number | null;

  @NumberField(ESTIMATOR_NUMBERS.epsilon)
  epsilon?: number | null;

  @NumberField(ESTIMATOR_NUMBERS.stepGamma)
  stepGamma?: number | null;

  @NumberField(ESTIMATOR_NUMBERS.stepWeight)
  stepWeight?: number | null;

  @NumberField(ESTIMATOR_NUMBERS.criticGamma)
  criticGamma?: number | null;

  @NumberField(ESTIMATOR_NUMBERS.criticLambda)
  criticLambda?: number | null;

  @Field(() => StandardDeviationEnum, { nullable: true, description: 'Divides by n - 1 or by n; default SAMPLE.' })
  standardDeviation?: StandardDeviationKind | null;
}

@InputType('TrainingWarningSettingsInput', { description: 'Thresholds of the warnings.' })
export class TrainingWarningSettingsInput {
  @NumberField(WARNING_NUMBERS.window)
  window?: number | null;

  @NumberField(WARNING_NUMBERS.trend)
  trend?: number | null;

  @NumberField(WARNING_NUMBERS.turnGrowth)
  turnGrowth?: number | null;

  @NumberField(WARNING_NUMBERS.deadGroupShare)
  deadGroupShare?: number | null;

  @NumberField(WARNING_NUMBERS.maxKl)
  maxKl?: number | null;
}

@InputType('WorkerNeedsInput', { description: 'What a worker’s machine offers.' })
export class WorkerNeedsInput {
  @Field(() => ComputeProviderEnum, { nullable: true, description: 'What it runs models with.' })
  provider?: ComputeProvider | null;

  @Field(() => Float, { nullable: true, description: 'Its memory, bytes, a whole number.' })
  memoryBytes?: number | null;
}

@InputType('WorkerRequirementsInput', { description: 'What a job asks of the worker that runs it.' })
export class WorkerRequirementsInput {
  @Field(() => WorkerNeedsInput, { nullable: true, description: 'Without it no worker takes the job.' })
  needs?: WorkerNeedsInput | null;

  @Field(() => WorkerNeedsInput, {
    nullable: true,
    description: 'A worker without it takes the job only when no other has it, or after 30 seconds.',
  })
  prefers?: WorkerNeedsInput | null;
}

/** Input objects as plain settings: the members that were given, on every level. */
export function settingsGiven(input: object): Record<string, unknown> {
  const members = Object.entries(omitNullish(input)).map(([name, member]) => {
    const isObject = typeof member === 'object' && member !== null && !Array.isArray(member);
    return [name, isObject ? settingsGiven(member) : member] as const;
  });
  return Object.fromEntries(members);
}

/** An architecture with the members of its kind; what is absent takes the default of that kind. */
export function architectureGiven(input: PolicyArchitectureInput | null | undefined): object | undefined {
  if (!input) return undefined;
  const standard = input.kind === 'MLP' ? DEFAULT_ARCHITECTURE : SMALL_TRANSFORMER;
  return { ...standard, ...omitNullish(input) };
}

/** What the job queue takes; null when nothing was asked for. */
export function requirementsGiven(input: WorkerRequirementsInput | null | undefined): JobRequirements | null {
  return input ? settingsGiven(input) : null;
}

/** An input without what belongs to the run and not to its settings. */
export function settingsOf<Input extends object>(input: Input, others: readonly (keyof Input)[]): object {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !others.some((other) => other === name)));
}
