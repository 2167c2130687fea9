import { Field, InputType } from 'type-graphql';
import { TRAINING_ESTIMATOR_SETTINGS } from '../../domain/advantages/training/training-estimator-settings';
import type { ComputeProvider } from '../../domain/compute-provider';
import { WARNING_SETTINGS } from '../../domain/training/training-warnings';
import { type JobRequirements, MEMORY_BYTES } from '../../jobs/job-requirements';
import { ComputeProviderEnum } from '../../model/enums';
import { GATING_SETTINGS, SPREAD_SETTINGS, TASK_CHOICE_SETTINGS } from '../../training/run-settings';
import { MLP_SETTINGS, TRANSFORMER_SETTINGS } from '../../training/scorer/architecture';
import { StandardDeviationEnum } from '../calibration/calibration-enums';
import { chosenOf, settingMembers, SettingField, SettingFields, settingsInput } from '../graph/setting-fields';
import { omitNullish } from '../graph/omit-nullish';
import { ArchitectureKindEnum } from './training-enums';

export const TrainingTasksInput = settingsInput('TrainingTasksInput', {
  description: 'Which tasks of a set; all of them without any member.',
  table: TASK_CHOICE_SETTINGS,
  types: {},
});
export type TrainingTasksInput = InstanceType<typeof TrainingTasksInput>;

const NETWORK_SETTINGS = { ...MLP_SETTINGS, ...TRANSFORMER_SETTINGS };

@SettingFields(NETWORK_SETTINGS, {})
@InputType('PolicyArchitectureInput', {
  description: 'Network that scores candidates: MLP takes `hidden`, TRANSFORMER the other members.',
})
export class PolicyArchitectureInput extends settingMembers(NETWORK_SETTINGS, Object) {
  @Field(() => ArchitectureKindEnum, { description: 'Kind of network.' })
  kind!: 'MLP' | 'TRANSFORMER';
}

export const GatingInput = settingsInput('GatingInput', {
  description: 'Empirical Discriminative Gating: when the reward scheme follows the evidence.',
  table: GATING_SETTINGS,
  types: {},
});
export type GatingInput = InstanceType<typeof GatingInput>;

export const TrainingSpreadInput = settingsInput('TrainingSpreadInput', {
  description: 'How the groups of an update are spread over the workers.',
  table: SPREAD_SETTINGS,
  types: {},
});
export type TrainingSpreadInput = InstanceType<typeof TrainingSpreadInput>;

export const TrainingEstimatorSettingsInput = settingsInput('TrainingEstimatorSettingsInput', {
  description: 'Constants of the estimators. An estimator ignores those that its formula does not have.',
  table: TRAINING_ESTIMATOR_SETTINGS,
  types: { standardDeviation: StandardDeviationEnum },
});
export type TrainingEstimatorSettingsInput = InstanceType<typeof TrainingEstimatorSettingsInput>;

export const TrainingWarningSettingsInput = settingsInput('TrainingWarningSettingsInput', {
  description: 'Thresholds of the warnings.',
  table: WARNING_SETTINGS,
  types: {},
});
export type TrainingWarningSettingsInput = InstanceType<typeof TrainingWarningSettingsInput>;

@InputType('WorkerNeedsInput', { description: 'What the machine of a worker offers.' })
export class WorkerNeedsInput {
  @Field(() => ComputeProviderEnum, { nullable: true, description: 'Provider that it runs models with.' })
  provider?: ComputeProvider | null;

  @SettingField(MEMORY_BYTES)
  memoryBytes?: number | null;
}

@InputType('WorkerRequirementsInput', { description: 'What a job asks of the worker that runs it.' })
export class WorkerRequirementsInput {
  @Field(() => WorkerNeedsInput, { nullable: true, description: 'A worker without it never takes the job.' })
  needs?: WorkerNeedsInput | null;

  @Field(() => WorkerNeedsInput, {
    nullable: true,
    description: 'A worker without it takes the job only when no other has it, or after 30 seconds.',
  })
  prefers?: WorkerNeedsInput | null;
}

/** An architecture with the members that were given; its reader fills in the defaults of its kind. */
export function architectureGiven(input: PolicyArchitectureInput | null | undefined): object | undefined {
  return input ? { kind: input.kind, ...chosenOf(NETWORK_SETTINGS, input) } : undefined;
}

/** What the job queue takes; null when nothing was asked for. */
export function requirementsGiven(input: WorkerRequirementsInput | null | undefined): JobRequirements | null {
  if (!input) return null;
  const { needs, prefers } = input;
  return { ...(needs && { needs: omitNullish(needs) }), ...(prefers && { prefers: omitNullish(prefers) }) };
}
