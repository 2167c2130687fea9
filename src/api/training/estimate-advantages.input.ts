import { Field, Float, ID, InputType } from 'type-graphql';
import { TRAINING_ESTIMATOR_SETTINGS } from '../../domain/advantages/training/training-estimator-settings';
import type { TrainingEstimatorName } from '../../domain/advantages/estimators';
import type { Tier } from '../../domain/classification/tier';
import { TierEnum } from '../../model/calibration/reward-scheme-tier.model';
import { ADVANTAGE_LIMITS, type EstimateAdvantagesCommand } from '../../services/training/estimate-advantages';
import { neededBy } from '../calibration/estimator-descriptions';
import { BoundedList } from '../guards/argument-limits';
import { TrainingEstimatorEnum } from './training-enums';
import { chosenOf } from '../graph/setting-fields';
import { TrainingEstimatorSettingsInput } from './training-settings.input';

const TURNS = ADVANTAGE_LIMITS.turnsPerRollout;

@InputType('TurnTierInput', { description: 'A turn, given by its tier.' })
export class TurnTierInput {
  @Field(() => TierEnum, { description: 'The tier.' })
  tier!: Tier;

  @Field(() => Float, {
    defaultValue: 1,
    description: 'Match score: 0.5 to 1 for SOFT_MATCH, 1 for other tiers. Default 1.',
  })
  score!: number;
}

@InputType('RolloutToCompareInput', {
  description: 'A rollout, given by exactly one of `rolloutId`, `turns` and `turnRewards`.',
})
export class RolloutToCompareInput {
  @Field(() => ID, { nullable: true, description: 'Id of a stored SCORED rollout.' })
  rolloutId?: string | null;

  @Field(() => Float, { nullable: true, description: 'Final reward; not needed with `rolloutId`.' })
  reward?: number | null;

  @BoundedList(() => TurnTierInput, { nullable: true, max: TURNS, description: 'Turns to be rewarded.' })
  turns?: TurnTierInput[] | null;

  @BoundedList(() => Float, { nullable: true, max: TURNS, description: 'Rewards of the turns.' })
  turnRewards?: number[] | null;

  @BoundedList(() => String, {
    nullable: true,
    max: TURNS,
    maxCharacters: 10_000,
    description: `Key of the state before each turn; equal states have equal keys. ${neededBy('stateKeys')}`,
  })
  stateKeys?: string[] | null;

  @BoundedList(() => Float, {
    nullable: true,
    max: TURNS,
    description: `The critic’s value of the state before each turn. ${neededBy('values')}`,
  })
  values?: number[] | null;

  @Field(() => Float, {
    defaultValue: 0,
    description:
      'The critic’s value of the state after the last turn. Leave it at 0 if the conversation ended, or if it was truncated and its reward already reflects the result.',
  })
  finalValue!: number;

  @BoundedList(() => Float, {
    nullable: true,
    max: TURNS,
    description: `Probability of the chosen action at each turn, above 0, at most 1. ${neededBy('probabilities')}`,
  })
  probabilities?: number[] | null;

  @BoundedList(() => Float, {
    nullable: true,
    max: TURNS,
    description: `Sum of the squared probabilities of all candidates at each turn, above 0, at most 1. ${neededBy('squaredProbabilitySums')}`,
  })
  squaredProbabilitySums?: number[] | null;
}

@InputType('GroupToCompareInput', { description: 'Rollouts of one task under one policy.' })
export class GroupToCompareInput {
  @BoundedList(() => RolloutToCompareInput, { max: ADVANTAGE_LIMITS.rolloutsPerGroup, description: 'The rollouts.' })
  rollouts!: RolloutToCompareInput[];
}

@InputType('EstimateAdvantagesInput', { description: 'Rollouts, and the estimator of their advantages.' })
export class EstimateAdvantagesInput {
  @Field(() => ID, { nullable: true, description: 'Run that provides the default estimator and reward scheme.' })
  trainingRunId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Scheme for the rewards of tiers. Default: the scheme of the run.' })
  rewardSchemeId?: string | null;

  @Field(() => TrainingEstimatorEnum, {
    nullable: true,
    description: 'Advantage estimator. Default: the estimator of the run, otherwise HYBRID.',
  })
  estimator?: TrainingEstimatorName | null;

  @Field(() => TrainingEstimatorSettingsInput, { nullable: true, description: 'Constants of the estimator.' })
  estimatorSettings?: TrainingEstimatorSettingsInput | null;

  @BoundedList(() => GroupToCompareInput, {
    max: ADVANTAGE_LIMITS.groups,
    description: `The groups, at most ${ADVANTAGE_LIMITS.turns} turns in total.`,
  })
  groups!: GroupToCompareInput[];
}

/** What the service takes. */
export function estimateOf(input: EstimateAdvantagesInput): EstimateAdvantagesCommand {
  const { trainingRunId = null, rewardSchemeId = null, estimator = null, estimatorSettings, groups } = input;
  return {
    ...{ trainingRunId, rewardSchemeId, estimator },
    estimatorSettings: estimatorSettings ? chosenOf(TRAINING_ESTIMATOR_SETTINGS, estimatorSettings) : null,
    groups: groups.map(({ rollouts }) =>
      rollouts.map((rollout) => ({
        rolloutId: rollout.rolloutId ?? null,
        reward: rollout.reward ?? null,
        turns: rollout.turns ?? null,
        turnRewards: rollout.turnRewards ?? null,
        stateKeys: rollout.stateKeys ?? null,
        values: rollout.values ?? null,
        finalValue: rollout.finalValue,
        probabilities: rollout.probabilities ?? null,
        squaredProbabilitySums: rollout.squaredProbabilitySums ?? null,
      })),
    ),
  };
}
