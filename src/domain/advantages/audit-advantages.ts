import { InvalidInputError } from '../../errors';
import { mapTiers, TIERS, type PerTier } from '../classification/tier';
import { checkSettings } from '../settings/check-settings';
import { pearson } from '../statistics/association/pearson';
import { requireFinite } from '../statistics/numeric/require-finite';
import type { EstimatorDiagnostics, TierAdvantage } from './advantage-audit';
import { lessGroupMean } from './dr-grpo';
import { ESTIMATOR_SETTINGS, type EstimatorSettings } from './estimator-settings';
import { type EstimatorName, estimators, mapEstimators } from './estimators';
import type { GroupAdvantages, RewardedGroup } from './rewarded-group';
import { estimateStoppingBias } from './stopping-bias';

/** Advantages and mean advantages with an absolute value below this count as 0. */
const DEAD = 1e-9;

/** Rewarded rollouts with the tiers of their turns, and the sign that each tier should have. */
export type AdvantageAuditInput = {
  readonly groups: readonly RewardedGroup[];
  /** Tier code of each turn of each rollout of each group; as long as the rollout's turn rewards. */
  readonly tierCodes: readonly (readonly Uint8Array[])[];
  /** Sign of the correlation of each discriminative tier; null for other tiers. */
  readonly intendedSigns: PerTier<1 | -1 | null>;
  readonly settings: EstimatorSettings;
};

/** Totals collected in one pass over all turns. */
type TurnTotals = {
  readonly advantages: Float64Array;
  /** Outcome of the rollout of each turn. */
  readonly outcomes: Float64Array;
  readonly turnsOfTier: Float64Array;
  readonly sumOfTier: Float64Array;
  readonly absoluteOfTier: Float64Array;
  deadTurns: number;
  groupsWithTurns: number;
  deadGroups: number;
  comparableTurns: number;
  disagreeingTurns: number;
};

/**
 * Computes the advantages of all turns with one estimator, then the diagnostics per tier and against outcomes.
 *
 * @returns see EstimatorDiagnostics; shares and correlations are null where undefined
 * @throws InvalidInputError when a setting is out of range, tiers and turns differ in number, or a number is not finite
 * @see specs/calibration.md section 5, "Diagnostics"; arXiv 2604.02869, Tables 1 to 3
 */
export function auditAdvantages(estimator: EstimatorName, input: AdvantageAuditInput): EstimatorDiagnostics {
  checkInput(input);
  return auditChecked(estimator, input, estimateStoppingBias(input.groups));
}

/**
 * The audits of all estimators on the same rewards.
 *
 * @throws InvalidInputError as `auditAdvantages` does
 */
export function auditAllEstimators(input: AdvantageAuditInput): Record<EstimatorName, EstimatorDiagnostics> {
  checkInput(input);
  const stoppingBias = estimateStoppingBias(input.groups);
  return mapEstimators((estimator) => auditChecked(estimator, input, stoppingBias));
}

function checkInput({ groups, tierCodes, settings }: AdvantageAuditInput): void {
  checkSettings(ESTIMATOR_SETTINGS, settings);
  groups.forEach((group, g) => {
    group.forEach(({ turnRewards, outcome }, i) => {
      const tiers = tierCodes[g]?.[i]?.length;
      if (tiers !== turnRewards.length) {
        throw new InvalidInputError(
          `rollout ${i} of group ${g} has ${turnRewards.length} turn rewards and ${tiers ?? 0} tiers`,
        );
      }
      requireFinite(`outcome of rollout ${i} of group ${g}`, [outcome]);
      requireFinite(`turn rewards of rollout ${i} of group ${g}`, turnRewards);
    });
  });
}

/**
 * Computes the same diagnostics for advantages that were computed elsewhere.
 *
 * @param advantages of each turn of each rollout of each group, in the order of the input's groups
 * @throws InvalidInputError as `auditAdvantages` does
 */
export function auditGivenAdvantages(
  advantages: readonly GroupAdvantages[],
  input: AdvantageAuditInput,
): EstimatorDiagnostics {
  checkInput(input);
  return describeAdvantages(advantages, input, estimateStoppingBias(input.groups));
}

function auditChecked(
  estimator: EstimatorName,
  input: AdvantageAuditInput,
  estimatedStoppingBias: number | null,
): EstimatorDiagnostics {
  return describeAdvantages(estimators[estimator](input.groups, input.settings), input, estimatedStoppingBias);
}

function describeAdvantages(
  advantages: readonly GroupAdvantages[],
  input: AdvantageAuditInput,
  estimatedStoppingBias: number | null,
): EstimatorDiagnostics {
  const totals = addUpTurns(input, advantages);
  const turns = totals.advantages.length;
  const tiers = tierAdvantages(totals, input.intendedSigns);
  return {
    turns,
    groups: input.groups.length,
    tiers,
    mismatches: TIERS.filter((tier) => tiers[tier].isMismatch === true).length,
    outcomeCorrelation: pearson(totals.advantages, totals.outcomes),
    deadTurnShare: ratio(totals.deadTurns, turns),
    deadGroups: totals.deadGroups,
    deadGroupShare: ratio(totals.deadGroups, totals.groupsWithTurns),
    signDisagreementShare: ratio(totals.disagreeingTurns, totals.comparableTurns),
    signComparableTurns: totals.comparableTurns,
    estimatedStoppingBias,
  };
}

function addUpTurns({ groups, tierCodes }: AdvantageAuditInput, advantages: readonly GroupAdvantages[]): TurnTotals {
  const turns = groups.flat().reduce((sum, { turnRewards }) => sum + turnRewards.length, 0);
  const totals: TurnTotals = {
    advantages: new Float64Array(turns),
    outcomes: new Float64Array(turns),
    turnsOfTier: new Float64Array(TIERS.length),
    sumOfTier: new Float64Array(TIERS.length),
    absoluteOfTier: new Float64Array(TIERS.length),
    deadTurns: 0,
    groupsWithTurns: 0,
    deadGroups: 0,
    comparableTurns: 0,
    disagreeingTurns: 0,
  };
  let turnsBefore = 0;
  groups.forEach((group, g) => {
    turnsBefore = addGroup(totals, { group, tiers: tierCodes[g]!, advantages: advantages[g]!, turnsBefore });
  });
  return totals;
}

type GroupTurns = {
  readonly group: RewardedGroup;
  readonly tiers: readonly Uint8Array[];
  readonly advantages: GroupAdvantages;
  readonly turnsBefore: number;
};

/** Adds the turns of one group to the totals, and returns how many turns there are now. */
function addGroup(totals: TurnTotals, { group, tiers, advantages, turnsBefore }: GroupTurns): number {
  const centeredOutcomes = lessGroupMean(group.map(({ outcome }) => outcome));
  let position = turnsBefore;
  let deadTurns = 0;
  group.forEach(({ outcome }, i) => {
    const outcomeSign = signOf(centeredOutcomes[i]!);
    advantages[i]!.forEach((advantage, turn) => {
      const tier = tiers[i]![turn]!;
      totals.advantages[position] = advantage;
      totals.outcomes[position] = outcome;
      totals.turnsOfTier[tier]! += 1;
      totals.sumOfTier[tier]! += advantage;
      totals.absoluteOfTier[tier]! += Math.abs(advantage);
      const sign = signOf(advantage);
      if (sign === 0) deadTurns += 1;
      else if (outcomeSign !== 0) {
        totals.comparableTurns += 1;
        if (sign !== outcomeSign) totals.disagreeingTurns += 1;
      }
      position += 1;
    });
  });
  totals.deadTurns += deadTurns;
  if (position > turnsBefore) totals.groupsWithTurns += 1;
  if (position > turnsBefore && deadTurns === position - turnsBefore) totals.deadGroups += 1;
  return position;
}

function tierAdvantages(
  totals: TurnTotals,
  intendedSigns: AdvantageAuditInput['intendedSigns'],
): PerTier<TierAdvantage> {
  const absoluteTotal = totals.absoluteOfTier.reduce((sum, value) => sum + value, 0);
  return mapTiers((tier, code) => {
    const turns = totals.turnsOfTier[code]!;
    const meanAdvantage = ratio(totals.sumOfTier[code]!, turns);
    const sign = meanAdvantage === null ? null : signOf(meanAdvantage);
    const intendedSign = intendedSigns[tier];
    return {
      turns,
      meanAdvantage,
      sign,
      intendedSign,
      isMismatch: sign === null || intendedSign === null ? null : sign !== intendedSign,
      absoluteShare: ratio(totals.absoluteOfTier[code]!, absoluteTotal),
    };
  });
}

function signOf(value: number): -1 | 0 | 1 {
  if (Math.abs(value) < DEAD) return 0;
  return value > 0 ? 1 : -1;
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
