import { registerEnumType } from 'type-graphql';
import { TRAINING_WARNINGS } from '../../domain/training/training-warnings';
import { enumOf } from '../enums';

export const TRAINING_KINDS = ['IMITATION', 'REINFORCEMENT', 'EXTERNAL'] as const;
export type TrainingKind = (typeof TRAINING_KINDS)[number];
export const TrainingKindEnum = enumOf(TRAINING_KINDS);
registerEnumType(TrainingKindEnum, {
  name: 'TrainingKind',
  description: 'Who trains, and how.',
  valuesConfig: {
    IMITATION: { description: 'A worker, by behaviour cloning of the reference agent.' },
    REINFORCEMENT: { description: 'A worker, by reinforcement learning on rollouts of its own.' },
    EXTERNAL: { description: 'A trainer elsewhere, which reports here.' },
  },
});

export const TRAINING_STATES = ['QUEUED', 'RUNNING', 'PAUSED', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'LOST'] as const;
export type TrainingState = (typeof TRAINING_STATES)[number];
export const TrainingStateEnum = enumOf(TRAINING_STATES);
registerEnumType(TrainingStateEnum, {
  name: 'TrainingState',
  description: 'Where a training run stands.',
  valuesConfig: {
    QUEUED: { description: 'Its job waits for a worker.' },
    RUNNING: { description: 'It is being trained.' },
    PAUSED: { description: 'It ended on request, to be resumed from its latest checkpoint.' },
    SUCCEEDED: { description: 'It ended as planned, or early because it no longer got better.' },
    FAILED: { description: 'Given up; the error says why. It can be resumed from its latest checkpoint.' },
    CANCELLED: { description: 'Stopped at a user’s request. It can be resumed from its latest checkpoint.' },
    LOST: { description: 'An EXTERNAL run whose trainer has been silent; its next heartbeat brings it back.' },
  },
});

/** How the job of a training run ended, once it succeeded. */
export const TRAINING_JOB_ENDS = ['DONE', 'STOPPED_EARLY', 'PAUSED'] as const;
export type TrainingJobEnd = (typeof TRAINING_JOB_ENDS)[number];

/** Whether the learner waits for a shard of an update, has it, or goes on without it. */
export const TRAINING_SHARD_STATES = ['WAITING', 'DELIVERED', 'GIVEN_UP'] as const;
export type TrainingShardState = (typeof TRAINING_SHARD_STATES)[number];

export const EXTERNAL_TRAINING_STATES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;
export type ExternalTrainingState = (typeof EXTERNAL_TRAINING_STATES)[number];
export const ExternalTrainingStateEnum = enumOf(EXTERNAL_TRAINING_STATES);
registerEnumType(ExternalTrainingStateEnum, {
  name: 'ExternalTrainingState',
  description: 'What a trainer elsewhere says of its run.',
  valuesConfig: {
    RUNNING: { description: 'It goes on.' },
    SUCCEEDED: { description: 'It ended as planned.' },
    FAILED: { description: 'It was given up.' },
    CANCELLED: { description: 'It was stopped on request.' },
  },
});

export const TrainingWarningKindEnum = enumOf(TRAINING_WARNINGS);
registerEnumType(TrainingWarningKindEnum, {
  name: 'TrainingWarningKind',
  description: 'What can go wrong in a training run without any error.',
  valuesConfig: {
    REWARD_HACKING: { description: 'The reward of a tier rises while the pass rate falls.' },
    POWER_DRIFT: { description: 'How well a tier tells success from failure is no longer what it was at the start.' },
    TURN_GROWTH: { description: 'Conversations take more and more turns.' },
    DEAD_GROUPS: { description: 'Most groups carry no signal.' },
    KL_OUT_OF_RANGE: { description: 'The policy is far from the one it started as.' },
    MISMATCHES: { description: 'Tiers whose mean advantage goes against their evidence.' },
  },
});
