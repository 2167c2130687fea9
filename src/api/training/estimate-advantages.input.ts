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

@InputType('TurnTierInput', { description: 'A turn as its tier.' })
export class TurnTierInput {
  @Field(() => TierEnum, { description: 'Its tier.' })
  tier!: Tier;

  @Field(() => Float, { defaultValue: 1, description: 'How well it matches: 1, or 0.5 to 1 for SOFT_MATCH.' })
  score!: number;
}

@InputType('RolloutToCompareInput', {
  description: 'A rollout: by `rolloutId`, or as `turns`, or as `turnRewards` (give one of them).',
})
export class RolloutToCompareInput {
  @Field(() => ID, { nullable: true, description: 'A SCORED rollout that was sent here before.' })
  rolloutId?: string | null;

  @Field(() => Float, { nullable: true, description: 'Final reward; not needed beside `rolloutId`.' })
  reward?: number | null;

  @BoundedList(() => TurnTierInput, { nullable: true, max: TURNS, description: 'Its turns, to be rewarded.' })
  turns?: TurnTierInput[] | null;

  @BoundedList(() => Float, { nullable: true, max: TURNS, description: 'Rewards of its turns.' })
  turnRewards?: number[] | null;

  @BoundedList(() => String, {
    nullable: true,
    max: TURNS,
    maxCharacters: 10_000,
    description: `Key of the state before each turn: equal states have equal keys. ${neededBy('stateKeys')}`,
  })
  stateKeys?: string[] | null;

  @BoundedList(() => Float, {
    nullable: true,
    max: TURNS,
    description: `A critic’s value of the state before each turn. ${neededBy('values')}`,
  })
  values?: number[] | null;

  @Field(() => Float, {
    defaultValue: 0,
    description:
      'The critic’s value of the state after the last turn. Leave it at 0 when the conversation ended, or when it was truncated and its reward already says how it went.',
  })
  finalValue!: number;

  @BoundedList(() => Float, {
    nullable: true,
    max: TURNS,
    description: `Probability of what was chosen at each turn, above 0, up to 1. ${neededBy('probabilities')}`,
  })
  probabilities?: number[] | null;

  @BoundedList(() => Float, {
    nullable: true,
    max: TURNS,
    description: `Sum of the squared probabilities of all choices at each turn, above 0, up to 1. ${neededBy('squaredProbabilitySums')}`,
  })
  squaredProbabilitySums?: number[] | null;
}

@InputType('GroupToCompareInput', { description: 'Rollouts of one task under one policy.' })
export class GroupToCompareInput {
  @BoundedList(() => RolloutToCompareInput, { max: ADVANTAGE_LIMITS.rolloutsPerGroup, description: 'The rollouts.' })
  rollouts!: RolloutToCompareInput[];
}

@InputType('EstimateAdvantagesInput', { description: 'Rollouts to compare, and how.' })
export class EstimateAdvantagesInput {
  @Field(() => ID, { nullable: true, description: 'The run whose estimator and scheme count where none is given.' })
  trainingRunId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The scheme that tiers are rewarded under.' })
  rewardSchemeId?: string | null;

  @Field(() => TrainingEstimatorEnum, { nullable: true, description: 'The estimator; default the run’s, else HYBRID.' })
  estimator?: TrainingEstimatorName | null;

  @Field(() => TrainingEstimatorSettingsInput, { nullable: true, description: 'Its constants.' })
  estimatorSettings?: TrainingEstimatorSettingsInput | null;

  @BoundedList(() => GroupToCompareInput, {
    max: ADVANTAGE_LIMITS.groups,
    description: `The groups; at most ${ADVANTAGE_LIMITS.turns} turns in all.`,
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
