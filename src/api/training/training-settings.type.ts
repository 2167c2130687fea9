import { createUnionType, Field, ObjectType } from 'type-graphql';
import { TRAINING_ESTIMATOR_SETTINGS } from '../../domain/advantages/training/training-estimator-settings';
import type { TrainingEstimatorSettings } from '../../domain/advantages/training/training-estimator-settings';
import type { TrainingEstimatorName } from '../../domain/advantages/estimators';
import { WARNING_SETTINGS } from '../../domain/training/training-warnings';
import type { TrainingRun } from '../../model/training/training-run.model';
import {
  externalSettingsFormat,
  imitationSettingsFormat,
  reinforcementSettingsFormat,
} from '../../services/training/training-settings';
import {
  GATING_SETTINGS,
  IMITATION_SETTINGS,
  REINFORCEMENT_SETTINGS,
  SPREAD_SETTINGS,
  TASK_CHOICE_SETTINGS,
} from '../../training/run-settings';
import { MLP_SETTINGS, TRANSFORMER_SETTINGS } from '../../training/scorer/architecture';
import { StandardDeviationEnum } from '../calibration/calibration-enums';
import { settingsType, ValueFields } from '../graph/setting-fields';
import { ArchitectureKindEnum, TrainingEstimatorEnum } from './training-enums';

const TasksType = settingsType('TrainingTaskChoice', {
  description: 'Selection of tasks of a set.',
  table: TASK_CHOICE_SETTINGS,
  types: {},
});

const EstimatorConstantsType = settingsType('TrainingEstimatorSettings', {
  description: 'Constants of the advantage estimators.',
  table: TRAINING_ESTIMATOR_SETTINGS,
  types: { standardDeviation: StandardDeviationEnum },
});

const EvidenceType = settingsType('TrainingEvidenceSettings', {
  description: 'When a tier counts as discriminative.',
  table: REINFORCEMENT_SETTINGS.evidence.settings,
  types: {},
});

const GatingType = settingsType('GatingSettings', {
  description: 'When the reward scheme follows the evidence.',
  table: GATING_SETTINGS,
  types: {},
});

const SpreadType = settingsType('TrainingSpreadSettings', {
  description: 'How the groups of an update are spread over workers.',
  table: SPREAD_SETTINGS,
  types: {},
});

const WarningsType = settingsType('TrainingWarningSettings', {
  description: 'Thresholds of the warnings.',
  table: WARNING_SETTINGS,
  types: {},
});

/** The members of one kind are null for the other. */
@ValueFields({ ...MLP_SETTINGS, ...TRANSFORMER_SETTINGS }, {}, { areNullable: true })
@ObjectType('PolicyArchitecture', {
  description: 'Network that scores the candidates of a decision. Members of the other kind are null.',
})
class PolicyArchitectureType {
  @Field(() => ArchitectureKindEnum, { description: 'Kind of network.' })
  kind!: 'MLP' | 'TRANSFORMER';
}

const ARCHITECTURE = { description: 'Network of the policy. Ignored with a base checkpoint, which has its own.' };

@ValueFields(REINFORCEMENT_SETTINGS, {
  tasks: TasksType,
  validationTasks: TasksType,
  estimator: TrainingEstimatorEnum,
  estimatorSettings: EstimatorConstantsType,
  evidence: EvidenceType,
  gating: GatingType,
  spread: SpreadType,
  warnings: WarningsType,
})
@ObjectType('TrainingSettings', { description: 'All settings of reinforcement learning.' })
class TrainingSettingsType {
  @Field(() => PolicyArchitectureType, ARCHITECTURE)
  architecture!: PolicyArchitectureType;
}

@ValueFields(IMITATION_SETTINGS, { tasks: TasksType, validationTasks: TasksType })
@ObjectType('ImitationSettings', { description: 'All settings of behaviour cloning.' })
class ImitationSettingsType {
  @Field(() => PolicyArchitectureType, ARCHITECTURE)
  architecture!: PolicyArchitectureType;
}

@ObjectType('ExternalTrainingSettings', { description: 'Settings of an EXTERNAL run, as reported by its trainer.' })
class ExternalTrainingSettingsType {
  @Field(() => TrainingEstimatorEnum, { description: 'Advantage estimator.' })
  estimator!: TrainingEstimatorName;

  @Field(() => EstimatorConstantsType, { description: 'Constants of the advantage estimators.' })
  estimatorSettings!: TrainingEstimatorSettings;

  @Field(() => String, { description: 'Free text about the trainer.' })
  trainer!: string;
}

export const TrainingRunSettingsUnion = createUnionType({
  name: 'TrainingRunSettings',
  description: 'All settings of a training run; one type per kind.',
  types: () => [TrainingSettingsType, ImitationSettingsType, ExternalTrainingSettingsType] as const,
});

export function toTrainingRunSettings(run: TrainingRun): typeof TrainingRunSettingsUnion {
  switch (run.kind) {
    case 'REINFORCEMENT':
      return Object.assign(new TrainingSettingsType(), reinforcementSettingsFormat.readRow(run, run.settingsJson));
    case 'IMITATION':
      return Object.assign(new ImitationSettingsType(), imitationSettingsFormat.readRow(run, run.settingsJson));
    case 'EXTERNAL':
      return Object.assign(new ExternalTrainingSettingsType(), externalSettingsFormat.readRow(run, run.settingsJson));
  }
}
