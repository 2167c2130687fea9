import { registerEnumType } from 'type-graphql';
import { TRAINING_ESTIMATOR_NAMES } from '../../domain/advantages/estimators';
import { enumOf } from '../../model/enums';
import { describeEstimators } from '../calibration/estimator-descriptions';
import { TRAINING_EVENT_KINDS } from '../../services/training/training-event';

export const TrainingEstimatorEnum = enumOf(TRAINING_ESTIMATOR_NAMES);
registerEnumType(TrainingEstimatorEnum, {
  name: 'TrainingEstimator',
  description: 'Advantage estimators for training: those of audits, and those that need more than recorded rewards.',
  valuesConfig: describeEstimators(TRAINING_ESTIMATOR_NAMES),
});

export const ArchitectureKindEnum = enumOf(['MLP', 'TRANSFORMER'] as const);
registerEnumType(ArchitectureKindEnum, {
  name: 'PolicyArchitectureKind',
  description: 'What scores candidates.',
  valuesConfig: {
    MLP: { description: 'Each candidate by itself.' },
    TRANSFORMER: { description: 'Candidates of a decision attend to one another.' },
  },
});

export const TrainingEventKindEnum = enumOf(TRAINING_EVENT_KINDS);
registerEnumType(TrainingEventKindEnum, {
  name: 'TrainingEventKind',
  description: 'What happened in a training run.',
  valuesConfig: {
    METRICS: { description: 'A step is done; `values` are its figures.' },
    EVALUATION: { description: 'The validation tasks were played; `values` are its figures.' },
    WARNING: { description: 'Something may be going wrong; see `warning`.' },
    VALUES_CHANGED: { description: 'From the next step on the scheme `rewardSchemeId` counts.' },
    CHECKPOINT: { description: 'The checkpoint `checkpointId` was written.' },
    STATE: { description: 'Its `state` changed.' },
  },
});
