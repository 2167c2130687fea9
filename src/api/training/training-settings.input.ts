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
  description: 'Selection of tasks of a set. Default: all of them.',
  table: TASK_CHOICE_SETTINGS,
  types: {},
});
export type TrainingTasksInput = InstanceType<typeof TrainingTasksInput>;

const NETWORK_SETTINGS = { ...MLP_SETTINGS, ...TRANSFORMER_SETTINGS };

@SettingFields(NETWORK_SETTINGS, {})
@InputType('PolicyArchitectureInput', {
  description: 'Network that scores the candidates of a decision: MLP takes `hidden`, TRANSFORMER the other members.',
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
  description: 'How the groups of an update are spread over workers.',
  table: SPREAD_SETTINGS,
  types: {},
});
export type TrainingSpreadInput = InstanceType<typeof TrainingSpreadInput>;

export const TrainingEstimatorSettingsInput = settingsInput('TrainingEstimatorSettingsInput', {
  description: 'Constants of the advantage estimators. Each estimator ignores those that its formula does not use.',
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

@InputType('WorkerNeedsInput', { description: 'Resources of a worker’s machine.' })
export class WorkerNeedsInput {
  @Field(() => ComputeProviderEnum, { nullable: true, description: 'Execution provider.' })
  provider?: ComputeProvider | null;

  @SettingField(MEMORY_BYTES)
  memoryBytes?: number | null;
}

@InputType('WorkerRequirementsInput', { description: 'Requirements of a job on its worker.' })
export class WorkerRequirementsInput {
  @Field(() => WorkerNeedsInput, { nullable: true, description: 'Required. Only workers that have it run the job.' })
  needs?: WorkerNeedsInput | null;

  @Field(() => WorkerNeedsInput, {
    nullable: true,
    description: 'Preferred. Other workers run the job only if no live worker has it, or after 30 seconds.',
  })
  prefers?: WorkerNeedsInput | null;
}

/** The architecture with the members that were given; its reader fills in the defaults of its kind. */
export function architectureGiven(input: PolicyArchitectureInput | null | undefined): object | undefined {
  return input ? { kind: input.kind, ...chosenOf(NETWORK_SETTINGS, input) } : undefined;
}

/** Requirements as the job queue takes them; null if there are none. */
export function requirementsGiven(input: WorkerRequirementsInput | null | undefined): JobRequirements | null {
  if (!input) return null;
  const { needs, prefers } = input;
  return { ...(needs && { needs: omitNullish(needs) }), ...(prefers && { prefers: omitNullish(prefers) }) };
}
