import { TIERS } from '../classification/tier';
import type { RoundVerdict, ThresholdResult, Verdict } from './calibration-report';
import type { AcceptanceThresholds } from './calibration-settings';
import type { TierValues } from './schemes/reward-scheme';
import { roundForReader } from './round-for-reader';

/** Results of a round that its verdict depends on, with its number. */
export type RoundFindings = {
  readonly values: TierValues;
  /** Under the chosen estimator. */
  readonly mismatches: number;
  readonly discriminativeAccuracy: number | null;
  readonly rewardOutcomeCorrelation: number | null;
  /** Values that the previous round proposed for the same rollouts; null without one. */
  readonly previousValues: TierValues | null;
  readonly roundNumber: number;
  readonly maxRounds: number;
};

/**
 * Whether a round's proposal is accepted: every configured threshold holds, and at least one value is not 0.
 *
 * @returns ACCEPTED; otherwise FIXED_POINT when the same rollouts already led to the same values, EXHAUSTED in the last
 *   round, REJECTED otherwise; the message names each threshold that failed and by how much
 * @see specs/calibration.md section 4, step 4
 */
export function reachVerdict(findings: RoundFindings, acceptance: AcceptanceThresholds): RoundVerdict {
  const thresholds = testThresholds(findings, acceptance);
  const failures = thresholds.filter(({ isMet }) => !isMet).map(({ message }) => message);
  const verdict = nameVerdict(findings, failures.length === 0);
  return { verdict, thresholds, message: describe(verdict, findings, failures.join('; ')) };
}

function nameVerdict({ values, previousValues, roundNumber, maxRounds }: RoundFindings, isAccepted: boolean): Verdict {
  if (isAccepted) return 'ACCEPTED';
  if (previousValues !== null && TIERS.every((tier) => values[tier] === previousValues[tier])) return 'FIXED_POINT';
  return roundNumber >= maxRounds ? 'EXHAUSTED' : 'REJECTED';
}

function describe(verdict: Verdict, { roundNumber, maxRounds }: RoundFindings, failures: string): string {
  switch (verdict) {
    case 'ACCEPTED':
      return 'accepted: every threshold holds';
    case 'REJECTED':
      return `rejected: ${failures}`;
    case 'FIXED_POINT':
      return (
        `fixed point: the same rollouts led to the same values again, so another round on them cannot help; collect new ` +
        `rollouts under a policy trained with these values, or change the settings. Not accepted, because ${failures}`
      );
    case 'EXHAUSTED':
      return `exhausted: round ${roundNumber} of at most ${maxRounds} was not accepted, because ${failures}`;
  }
}

function testThresholds(findings: RoundFindings, acceptance: AcceptanceThresholds): ThresholdResult[] {
  const { maxMismatches, minDiscriminativeAccuracy, minRewardOutcomeCorrelation } = acceptance;
  const results = [testNonZeroValues(findings.values)];
  if (maxMismatches !== null) results.push(testMismatches(findings.mismatches, maxMismatches));
  if (minDiscriminativeAccuracy !== null) {
    results.push(testAccuracy(findings.discriminativeAccuracy, minDiscriminativeAccuracy));
  }
  if (minRewardOutcomeCorrelation !== null) {
    results.push(testCorrelation(findings.rewardOutcomeCorrelation, minRewardOutcomeCorrelation));
  }
  return results;
}

function testNonZeroValues(values: TierValues): ThresholdResult {
  const measured = TIERS.filter((tier) => values[tier] !== 0).length;
  const isMet = measured >= 1;
  const message = isMet
    ? `${measured} tiers have a nonzero value`
    : 'every value is 0: no tier is discriminative enough to be rewarded';
  return { name: 'NON_ZERO_VALUES', limit: 1, measured, isMet, shortfall: isMet ? 0 : 1, message };
}

function testMismatches(measured: number, limit: number): ThresholdResult {
  const isMet = measured <= limit;
  const message = `${measured} tiers have a mean advantage of the wrong sign; at most ${limit} are allowed`;
  const tooMany = isMet ? '' : `, ${measured - limit} too many`;
  return {
    name: 'MISMATCHES',
    limit,
    measured,
    isMet,
    shortfall: Math.max(0, measured - limit),
    message: message + tooMany,
  };
}

function testAccuracy(measured: number | null, limit: number): ThresholdResult {
  const name = 'DISCRIMINATIVE_ACCURACY';
  if (measured === null) {
    const message = 'discriminative accuracy is undefined, because the rollouts with turns all pass or all fail';
    return { name, limit, measured, isMet: false, shortfall: null, message };
  }
  const isMet = measured >= limit;
  const shortfall = isMet ? 0 : limit - measured;
  const missing = isMet ? '' : `, ${roundForReader(shortfall)} short`;
  const message = `discriminative accuracy ${roundForReader(measured)}; at least ${roundForReader(limit)} required${missing}`;
  return { name, limit, measured, isMet, shortfall, message };
}

function testCorrelation(measured: number | null, limit: number): ThresholdResult {
  const name = 'REWARD_OUTCOME_CORRELATION';
  if (measured === null) {
    const message = 'the correlation of mean turn reward and outcome is undefined, because one of them is constant';
    return { name, limit, measured, isMet: false, shortfall: null, message };
  }
  const isMet = measured > limit;
  const shortfall = isMet ? 0 : limit - measured;
  const missing = isMet ? '' : `, ${roundForReader(shortfall)} short`;
  const message = `correlation of mean turn reward and outcome ${roundForReader(measured)}; above ${roundForReader(limit)} required${missing}`;
  return { name, limit, measured, isMet, shortfall, message };
}
