import { InvalidInputError } from '../../errors';
import { auditAllEstimators } from '../advantages/audit-advantages';
import { CLASSIFIER_VERSION } from '../classification/classify-rollout';
import { mapTiers } from '../classification/tier';
import { sumCarefully } from '../statistics/numeric/sum-carefully';
import type { CalibrationInput } from './calibration-input';
import type { CalibrationRoundReport, SchemeQuality } from './calibration-report';
import { type CalibrationSettings, checkCalibrationSettings, orderCalibrationSettings } from './calibration-settings';
import { checkCalibrationInput } from './check-input';
import { countDenominators } from './count-denominators';
import { groupRollouts } from './group-rollouts';
import { proposeValues } from './schemes/propose-values';
import { reachVerdict } from './reach-verdict';
import type { TierValues } from './schemes/reward-scheme';
import type { OnProgress } from './round-progress';
import { judgeScheme } from './schemes/scheme-quality';
import { correlationsOf, sumByTask, type TaskSums } from './tiers/task-sums';
import { tierPresence } from './tiers/tier-presence';
import { measureTiers } from './tiers/tier-statistics';
import { STATISTICS_VERSIONS } from '../statistics/statistics-versions';

const MIN_ROLLOUTS = 2;

/**
 * One round of Iterative Reward Calibration: measures the tiers, proposes values, audits the advantages under those
 * values and reaches a verdict.
 *
 * @param input at least 2 SCORED rollouts
 * @param settings defaults in DEFAULT_CALIBRATION_SETTINGS
 * @param onProgress called periodically during the draws, and once for the audit
 * @returns plain JSON with members in a fixed order: the same input, settings and seed produce the same bytes
 * @throws InvalidInputError when the arrays are inconsistent, a setting is out of range, or there are fewer than 2
 *   rollouts
 * @see specs/calibration.md sections 3 and 4; arXiv 2604.02869, Algorithm 1
 */
export function calibrateRound(
  input: CalibrationInput,
  settings: CalibrationSettings,
  onProgress?: OnProgress,
): CalibrationRoundReport {
  checkCalibrationInput(input);
  checkCalibrationSettings(settings);
  if (input.outcomes.length < MIN_ROLLOUTS) {
    throw new InvalidInputError(`there are ${input.outcomes.length} scored rollouts; calibration needs at least 2`);
  }

  const presence = tierPresence(input);
  const sums = sumByTask(input, presence);
  const statistics = measureTiers({ input, presence, sums, settings, onProgress });
  const proposal = proposeValues(statistics, settings);
  const quality = judgeProposal(input, sums, { settings, values: proposal.values });
  const audits = auditAllEstimators({
    ...groupRollouts(input, proposal.values),
    intendedSigns: mapTiers((tier) => proposal.tiers[tier].intendedSign),
    settings: settings.estimatorSettings,
  });
  onProgress?.({ phase: 'audit', done: 1, total: 1 });

  const verdict = reachVerdict(
    {
      values: proposal.values,
      mismatches: audits[settings.estimator].mismatches,
      discriminativeAccuracy: quality.discriminativeAccuracy,
      rewardOutcomeCorrelation: quality.rewardOutcomeCorrelation,
      previousValues: input.previousValues,
      roundNumber: input.roundNumber,
      maxRounds: settings.maxRounds,
    },
    settings.acceptance,
  );
  return {
    classifierVersion: CLASSIFIER_VERSION,
    statisticsVersion: STATISTICS_VERSIONS.calibration,
    roundNumber: input.roundNumber,
    seed: settings.seed,
    settings: orderCalibrationSettings(settings),
    denominators: countDenominators(input),
    meanOutcome: sumCarefully(input.outcomes) / input.outcomes.length,
    statistics,
    proposal,
    quality,
    audits,
    verdict,
  };
}

/** For cross-fitting: refits the proposal, with the same settings, on the tasks of the other folds. */
function judgeProposal(
  input: CalibrationInput,
  sums: TaskSums,
  { settings, values }: { readonly settings: CalibrationSettings; readonly values: TierValues },
): SchemeQuality {
  return judgeScheme(input, values, {
    folds: settings.folds,
    seed: settings.seed,
    fit: (timesDrawn) => {
      const { rho, withinTaskRho } = correlationsOf(sums, timesDrawn);
      const evidence = mapTiers((_, code) => ({ rho: rho[code]!, withinTaskRho: withinTaskRho[code]! }));
      return proposeValues(evidence, settings).values;
    },
  });
}
