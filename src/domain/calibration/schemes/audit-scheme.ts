import { auditAllEstimators } from '../../advantages/audit-advantages';
import type { EstimatorDiagnostics } from '../../advantages/advantage-audit';
import { ESTIMATOR_SETTINGS } from '../../advantages/estimator-settings';
import type { EstimatorName } from '../../advantages/estimators';
import { CLASSIFIER_VERSION } from '../../classification/classify-rollout';
import { mapTiers, type PerTier } from '../../classification/tier';
import { checkSettings } from '../../settings/check-settings';
import { group } from '../../settings/setting';
import { defaultsOf, type SettingsOf } from '../../settings/settings-of';
import type { CalibrationInput } from '../calibration-input';
import type { CalibrationDenominators } from '../calibration-report';
import { EVIDENCE_SETTINGS } from '../calibration-settings';
import { checkCalibrationInput } from '../check-input';
import { countDenominators } from '../count-denominators';
import { groupRollouts } from '../group-rollouts';
import { proposeValues } from './propose-values';
import { type NamedTierValues, SPARSE_SCHEME } from './reward-scheme';
import { correlationsOf, sumByTask } from '../tiers/task-sums';
import { tierPresence } from '../tiers/tier-presence';
import { STATISTICS_VERSIONS } from '../../statistics/statistics-versions';

/** The choices of an audit: where the intended signs come from, and the constants of the estimators. */
export const AUDIT_SETTINGS = {
  ...EVIDENCE_SETTINGS,
  estimatorSettings: group('Constants of the advantage estimators', ESTIMATOR_SETTINGS),
} as const;
export type AuditSettings = SettingsOf<typeof AUDIT_SETTINGS>;

export const DEFAULT_AUDIT_SETTINGS: AuditSettings = defaultsOf(AUDIT_SETTINGS);

/** What every estimator makes of a scheme on recorded rollouts. Plain JSON: the same input and settings give the same bytes. */
export type SchemeAuditReport = {
  readonly classifierVersion: string;
  readonly statisticsVersion: string;
  readonly settings: AuditSettings;
  readonly scheme: NamedTierValues;
  readonly denominators: CalibrationDenominators;
  /** Sign that the mean advantage of each tier should have; null for a tier without evidence or turns. */
  readonly intendedSigns: PerTier<1 | -1 | null>;
  readonly estimators: Readonly<Record<EstimatorName, EstimatorDiagnostics>>;
};

/**
 * Rewards recorded rollouts under a scheme and audits the advantages of every estimator (Tables 1 to 3 of
 * arXiv 2604.02869).
 *
 * @param input any number of SCORED rollouts
 * @throws InvalidInputError when the arrays do not fit together or a setting is out of range
 * @see specs/calibration.md section 5
 */
export function auditScheme(
  input: CalibrationInput,
  scheme: NamedTierValues,
  settings: AuditSettings,
): SchemeAuditReport {
  checkCalibrationInput(input);
  checkSettings(AUDIT_SETTINGS, settings);
  const intendedSigns = findIntendedSigns(input, settings);
  return {
    classifierVersion: CLASSIFIER_VERSION,
    statisticsVersion: STATISTICS_VERSIONS.calibration,
    settings,
    scheme,
    denominators: countDenominators(input),
    intendedSigns,
    estimators: auditAllEstimators({
      ...groupRollouts(input, scheme.values),
      intendedSigns,
      settings: settings.estimatorSettings,
    }),
  };
}

/** The sign of each discriminative tier's correlation, as a calibration would see it. */
function findIntendedSigns(input: CalibrationInput, { statistic, delta }: AuditSettings): PerTier<1 | -1 | null> {
  const { rho, withinTaskRho } = correlationsOf(
    sumByTask(input, tierPresence(input)),
    new Uint32Array(input.taskIds.length).fill(1),
  );
  const evidence = mapTiers((_, code) => ({ rho: rho[code]!, withinTaskRho: withinTaskRho[code]! }));
  const proposal = proposeValues(evidence, {
    statistic,
    delta,
    method: 'PROPORTIONAL',
    alpha: 'auto',
    anchor: SPARSE_SCHEME,
  });
  return mapTiers((tier) => proposal.tiers[tier].intendedSign);
}
