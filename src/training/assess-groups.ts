import { auditGivenAdvantages } from '../domain/advantages/audit-advantages';
import type { EstimatorDiagnostics } from '../domain/advantages/advantage-audit';
import type { GroupAdvantages } from '../domain/advantages/rewarded-group';
import { type TrainingEstimatorName, trainingEstimators } from '../domain/advantages/estimators';
import type { TrainingEstimatorSettings } from '../domain/advantages/training/training-estimator-settings';
import type { TrainingRollout } from '../domain/advantages/training/training-rollout';
import { gateEvidence, EMPTY_GATE, observeGroups } from '../domain/calibration/gating/gate-state';
import type { ClassifiedRollout } from '../domain/calibration/pack-rollouts';
import { type TierValues, turnReward } from '../domain/calibration/schemes/reward-scheme';
import { classifyRollout } from '../domain/classification/classify-rollout';
import { mapTiers, type PerTier, TIER_CODES } from '../domain/classification/tier';
import { requireFinite } from '../domain/statistics/numeric/require-finite';
import { AIRLINE_TOOL_KINDS } from '../environment/airline/tool-kinds';
import { InvalidInputError } from '../errors';
import type { CollectedGroup, CollectedRollout } from './collected-rollout';

/** Settings for rewarding and comparing rollouts. */
export type Assessor = {
  readonly values: TierValues;
  readonly estimator: TrainingEstimatorName;
  readonly estimatorSettings: TrainingEstimatorSettings;
  /** Intended sign of each tier's mean advantage; null without evidence. */
  readonly intendedSigns: PerTier<1 | -1 | null>;
};

/** Tier evidence from rollouts, independent of the estimator. */
export type ObservedGroups = {
  /** The SCORED rollouts of each group, in the order of collection; a group without SCORED rollouts is empty. */
  readonly groups: readonly CollectedGroup[];
  readonly classified: readonly (readonly ClassifiedRollout[])[];
  /** Sum of each tier's turn rewards per SCORED rollout; null without SCORED rollouts. */
  readonly rewardByTier: PerTier<number | null>;
  /** Correlation of each tier's presence with the outcome within groups; null where either is constant. */
  readonly powerByTier: PerTier<number | null>;
};

/** Rollouts with their advantages and diagnostics. */
export type AssessedGroups = ObservedGroups & {
  /** Advantage of each turn of each rollout of `groups`, finite. */
  readonly advantages: readonly GroupAdvantages[];
  /** Value targets of the critic, in the same shape, finite; null for an estimator without a critic. */
  readonly valueTargets: readonly GroupAdvantages[] | null;
  readonly audit: EstimatorDiagnostics;
};

/**
 * Classifies, rewards and compares the rollouts of an update.
 *
 * @param collected rollouts of any outcome class; only SCORED ones are used
 * @param critic value before each turn of each SCORED rollout, in the order of `groups`; null for an estimator without a critic
 * @throws InvalidInputError when a SCORED rollout does not have one decision per turn, a field that the estimator needs
 *   is missing, or a result is not finite
 */
export function assessGroups(
  collected: readonly CollectedGroup[],
  assessor: Assessor,
  critic: readonly (readonly Float64Array[])[] | null = null,
): AssessedGroups {
  const { estimator, estimatorSettings, intendedSigns } = assessor;
  const observed = observeCollected(collected, assessor);
  const { groups, classified } = observed;
  const rewarded = groups.map((group, g) =>
    group.map((rollout, i) => reward(rollout, classified[g]![i]!, { assessor, critic: critic?.[g]?.[i] ?? null })),
  );
  const { advantages, valueTargets } = trainingEstimators[estimator](rewarded, estimatorSettings);
  for (const each of advantages.flat()) requireFinite(`${estimator}: advantages of a rollout`, each);
  for (const each of valueTargets?.flat() ?? []) requireFinite(`${estimator}: value targets of a rollout`, each);
  const audit = auditGivenAdvantages(advantages, {
    groups: rewarded,
    tierCodes: classified.map((group) =>
      group.map(({ turns }) => Uint8Array.from(turns, ({ tier }) => TIER_CODES[tier])),
    ),
    intendedSigns,
    settings: estimatorSettings,
  });
  return { ...observed, advantages, valueTargets, audit };
}

/**
 * Computes tier evidence from SCORED rollouts. @throws InvalidInputError when one does not have one decision per turn
 */
export function observeCollected(
  collected: readonly CollectedGroup[],
  { values }: Pick<Assessor, 'values'>,
): ObservedGroups {
  const groups = scoredRollouts(collected);
  const classified = groups.map((group) => group.map(classify));
  const evidence = gateEvidence(observeGroups(EMPTY_GATE, classified, 1));
  return {
    groups,
    classified,
    rewardByTier: rewardsByTier(classified.flat(), values),
    powerByTier: mapTiers((tier) => evidence[tier].withinTaskRho),
  };
}

/** The SCORED rollouts of each group, for the critic to evaluate before `assessGroups`. */
export function scoredRollouts(collected: readonly CollectedGroup[]): CollectedGroup[] {
  return collected.map((group) => group.filter(({ rollout }) => rollout.outcomeClass === 'SCORED'));
}

function classify({ rollout, decisions }: CollectedRollout): ClassifiedRollout {
  const { task, turns, reward: outcome } = rollout;
  if (outcome === null) throw new InvalidInputError(`a SCORED rollout of task ${task.externalId} has no reward`);
  if (decisions.length !== turns.length) {
    throw new InvalidInputError(
      `a SCORED rollout of task ${task.externalId} has ${turns.length} turns and ${decisions.length} decisions`,
    );
  }
  const classifiedTurns = classifyRollout(task.goldenActions, turns, AIRLINE_TOOL_KINDS);
  return { taskId: task.externalId, groupKey: task.externalId, outcome, turns: classifiedTurns };
}

/**
 * The critic's value after the last turn, after the turn limit too: the limit is part of the task (evaluations have it as
 * well), and a truncated rollout is SCORED, so its last turn already has the environment's verdict as reward. A bootstrapped
 * value would count a second outcome (arXiv 1712.00378 on time limits). `UpdateMetrics` counts the truncated.
 */
const VALUE_AFTER_LAST_TURN = 0;

function reward(
  { decisions }: CollectedRollout,
  { outcome, turns }: ClassifiedRollout,
  { assessor, critic }: { readonly assessor: Assessor; readonly critic: Float64Array | null },
): TrainingRollout {
  return {
    turnRewards: Float64Array.from(turns, ({ tier, score }) => turnReward(assessor, tier, score)),
    outcome,
    stateKeys: decisions.map(({ stateKey }) => stateKey),
    values: critic,
    finalValue: VALUE_AFTER_LAST_TURN,
    probabilities: Float64Array.from(decisions, ({ logProbability }) => Math.exp(logProbability)),
    squaredProbabilitySums: Float64Array.from(decisions, ({ squaredProbabilitySum }) => squaredProbabilitySum),
  };
}

function rewardsByTier(rollouts: readonly ClassifiedRollout[], values: TierValues): PerTier<number | null> {
  return mapTiers((tier) => {
    if (rollouts.length === 0) return null;
    const ofTier = rollouts.flatMap(({ turns }) => turns.filter((turn) => turn.tier === tier));
    return ofTier.reduce((sum, { score }) => sum + turnReward({ values }, tier, score), 0) / rollouts.length;
  });
}
