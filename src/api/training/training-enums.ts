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
  description: 'Network that scores the candidates of a decision.',
  valuesConfig: {
    MLP: { description: 'Scores each candidate separately.' },
    TRANSFORMER: { description: 'Candidates of a decision attend to each other.' },
  },
});

const { EVALUATION: VALIDATION, VALUES_CHANGED: SCHEME_CHANGED, ...SAME_WORDS } = enumOf(TRAINING_EVENT_KINDS);

/** API names of the stored kinds. */
export const TrainingEventKindEnum = { ...SAME_WORDS, VALIDATION, SCHEME_CHANGED };
registerEnumType(TrainingEventKindEnum, {
  name: 'TrainingEventKind',
  description: 'Kind of a training event.',
  valuesConfig: {
    METRICS: { description: 'A step was completed: a `TrainingMetricsEvent`.' },
    VALIDATION: { description: 'The policy was evaluated on the validation tasks: a `TrainingValidationEvent`.' },
    WARNING: { description: 'A possible problem was detected: a `TrainingWarningEvent`.' },
    SCHEME_CHANGED: { description: 'A new reward scheme applies from the next step: a `TrainingSchemeEvent`.' },
    CHECKPOINT: { description: 'A checkpoint was written: a `TrainingCheckpointEvent`.' },
    STATE: { description: 'The state of the run changed: a `TrainingStateEvent`.' },
  },
});
