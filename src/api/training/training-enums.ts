import { registerEnumType } from 'type-graphql';
import { TRAINING_ESTIMATOR_NAMES } from '../../domain/advantages/training/training-estimators';
import { enumOf } from '../../model/enums';
import { TRAINING_EVENT_KINDS } from '../../services/training/training-event';

export const TrainingEstimatorEnum = enumOf(TRAINING_ESTIMATOR_NAMES);
registerEnumType(TrainingEstimatorEnum, {
  name: 'TrainingEstimator',
  description: 'How a trainer’s advantages follow from rewards: the estimators of audits, and those that need more.',
  valuesConfig: {
    GRPO: { description: 'Outcome less the group’s mean, over its standard deviation.' },
    DR_GRPO: { description: 'Outcome less the group’s mean, and a loss that divides by a constant.' },
    RLOO: { description: 'Outcome less the mean of the others.' },
    MT_GRPO: { description: 'Turn rewards normalized turn by turn, with the outcome.' },
    GTPO: { description: 'Discounted returns of turn rewards, normalized over the group.' },
    HYBRID: { description: 'The paper’s: GTPO’s returns and the outcome’s advantage, weighted.' },
    GDPO: { description: 'Each kind of reward normalized by itself.' },
    MT_GRPO_PADDED: { description: 'MT_GRPO with rollouts padded to one length.' },
    REINFORCE_PLUS_PLUS: { description: 'Outcome less the batch’s mean.' },
    MAX_RL: { description: 'Weighted by the reciprocal of the group’s pass rate.' },
    GIGPO: { description: 'Groups of equal states beside groups of tasks; needs `stateKeys`.' },
    OTB: { description: 'The baseline of least variance turn by turn; needs `squaredProbabilitySums`.' },
    TURN_PPO: { description: 'A critic at turn boundaries; needs `values`.' },
  },
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
