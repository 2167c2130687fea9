import { registerEnumType } from 'type-graphql';
import { TRAINING_WARNINGS } from '../../domain/training/training-warnings';
import { enumOf } from '../enums';

export const TRAINING_KINDS = ['IMITATION', 'REINFORCEMENT', 'EXTERNAL'] as const;
export type TrainingKind = (typeof TRAINING_KINDS)[number];
export const TrainingKindEnum = enumOf(TRAINING_KINDS);
registerEnumType(TrainingKindEnum, {
  name: 'TrainingKind',
  description: 'How a policy is trained, and by which program.',
  valuesConfig: {
    IMITATION: { description: 'Behaviour cloning of the reference agent by a worker.' },
    REINFORCEMENT: { description: 'Reinforcement learning by a worker on the rollouts it plays.' },
    EXTERNAL: { description: 'An external trainer that reports to Turnwise.' },
  },
});

export const TRAINING_STATES = ['QUEUED', 'RUNNING', 'PAUSED', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'LOST'] as const;
export type TrainingState = (typeof TRAINING_STATES)[number];
export const TrainingStateEnum = enumOf(TRAINING_STATES);
registerEnumType(TrainingStateEnum, {
  name: 'TrainingState',
  description: 'State of a training run.',
  valuesConfig: {
    QUEUED: { description: 'The job is waiting for a worker.' },
    RUNNING: { description: 'Training is in progress.' },
    PAUSED: { description: 'Paused on request; can be resumed from its latest checkpoint.' },
    SUCCEEDED: { description: 'Completed as planned, or stopped early because the policy no longer improved.' },
    FAILED: {
      description: 'Failed permanently; the error gives the reason. Can be resumed from its latest checkpoint.',
    },
    CANCELLED: { description: 'Cancelled by a user. Can be resumed from its latest checkpoint.' },
    LOST: {
      description:
        'An EXTERNAL run without a heartbeat for longer than its timeout. Not an end: metrics are still accepted, and the next heartbeat or metrics restore it.',
    },
  },
});

/** How the job of a training run ended if it succeeded. */
export const TRAINING_JOB_ENDS = ['DONE', 'STOPPED_EARLY', 'PAUSED'] as const;
export type TrainingJobEnd = (typeof TRAINING_JOB_ENDS)[number];

/** Whether the learner waits for a shard of an update, has received it, or continues without it. */
export const TRAINING_SHARD_STATES = ['WAITING', 'DELIVERED', 'GIVEN_UP'] as const;
export type TrainingShardState = (typeof TRAINING_SHARD_STATES)[number];

export const EXTERNAL_TRAINING_STATES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;
export type ExternalTrainingState = (typeof EXTERNAL_TRAINING_STATES)[number];
export const ExternalTrainingStateEnum = enumOf(EXTERNAL_TRAINING_STATES);
registerEnumType(ExternalTrainingStateEnum, {
  name: 'ExternalTrainingState',
  description: 'State of a run as reported by its external trainer.',
  valuesConfig: {
    RUNNING: { description: 'Training is in progress.' },
    SUCCEEDED: { description: 'Completed as planned.' },
    FAILED: { description: 'Failed permanently.' },
    CANCELLED: { description: 'Stopped on request.' },
  },
});

export const TrainingWarningKindEnum = enumOf(TRAINING_WARNINGS);
registerEnumType(TrainingWarningKindEnum, {
  name: 'TrainingWarningKind',
  description: 'A problem of a training run that causes no error.',
  valuesConfig: {
    REWARD_HACKING: { description: 'The reward of a tier rises while the pass rate falls.' },
    POWER_DRIFT: { description: 'The correlation of a tier with success has changed since the start.' },
    TURN_GROWTH: { description: 'Conversations are getting longer.' },
    DEAD_GROUPS: { description: 'Most groups are dead: they carry no learning signal.' },
    KL_OUT_OF_RANGE: { description: 'The policy has diverged far from the initial policy.' },
    MISMATCHES: { description: 'The mean advantage of some tiers has the opposite sign to their evidence.' },
  },
});
