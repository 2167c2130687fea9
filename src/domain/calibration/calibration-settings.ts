import { ESTIMATOR_SETTINGS } from '../advantages/estimator-settings';
import { ESTIMATOR_NAMES } from '../advantages/estimators';
import { mapTiers, TIERS } from '../classification/tier';
import { checkSettings } from '../settings/check-settings';
import { choice, group, orNull, real, seed, whole } from '../settings/setting';
import { defaultsOf, orderSettings, type SettingsOf } from '../settings/settings-of';
import { requireFinite } from '../statistics/numeric/require-finite';
import { DENSE_SCHEME, type NamedTierValues } from './schemes/reward-scheme';

/** Which correlation drives the proposal and the intended signs. */
export const PROPOSAL_STATISTICS = ['WITHIN_TASK', 'RAW'] as const;
export type ProposalStatistic = (typeof PROPOSAL_STATISTICS)[number];

/** How values follow from correlations: see `proposeValues`. */
export const PROPOSAL_METHODS = ['PROPORTIONAL', 'ANCHORED'] as const;
export type ProposalMethod = (typeof PROPOSAL_METHODS)[number];

/** Conditions of acceptance; null is a condition that is not tested. */
export const ACCEPTANCE_SETTINGS = {
  maxMismatches: orNull(
    whole('Max tiers whose mean advantage has the wrong sign under the chosen estimator', {
      min: 0,
      max: TIERS.length,
      default: 0,
    }),
    'not tested',
  ),
  minDiscriminativeAccuracy: orNull(
    real('Min discriminative accuracy: the area under the ROC curve of the mean turn reward against the outcome', {
      min: 0,
      max: 1,
      default: 0.65,
    }),
    'not tested',
  ),
  minRewardOutcomeCorrelation: orNull(
    real('The correlation of the mean turn reward with the outcome (eta) must exceed this', { min: -1, max: 1 }),
    'not tested',
  ),
} as const;
export type AcceptanceThresholds = SettingsOf<typeof ACCEPTANCE_SETTINGS>;

/** Where the intended signs of tiers come from. */
export const EVIDENCE_SETTINGS = {
  statistic: choice('Correlation that drives the intended signs', PROPOSAL_STATISTICS, 'WITHIN_TASK'),
  delta: real('A tier is discriminative when its absolute correlation is above this', { min: 0, max: 1, default: 0.1 }),
} as const;

const MAX_DRAWS = 100_000;

/** Settings of a calibration; `specs/calibration.md` section 4. HYBRID is the estimator that the paper trains with. */
export const CALIBRATION_SETTINGS = {
  statistic: choice('Correlation that drives the proposal', PROPOSAL_STATISTICS, 'WITHIN_TASK'),
  method: choice('How values are derived from correlations', PROPOSAL_METHODS, 'PROPORTIONAL'),
  delta: EVIDENCE_SETTINGS.delta,
  alpha: orNull(
    real('Value per unit of correlation (PROPORTIONAL only)', { min: 0, max: 1000, excludes: 'MIN' }),
    'scaled so that the largest absolute value is 1',
  ),
  estimator: choice(
    'Advantage estimator whose mismatches count for acceptance; the report covers the others too',
    ESTIMATOR_NAMES,
    'HYBRID',
  ),
  estimatorSettings: group('Constants of the advantage estimators', ESTIMATOR_SETTINGS),
  acceptance: group('Acceptance conditions', ACCEPTANCE_SETTINGS),
  bootstrapDraws: whole('Draws of the bootstrap over tasks', { min: 0, max: MAX_DRAWS, default: 2000 }),
  permutationDraws: whole('Random permutations of the permutation test', { min: 0, max: MAX_DRAWS, default: 2000 }),
  folds: whole('Folds of tasks for the cross-fitted accuracy', { min: 2, max: 1000, default: 5 }),
  seed: seed('Seed of bootstrap and permutations: the same rollouts, settings and seed give the same bytes', 1),
  maxRounds: whole('Max number of rounds; if the last one is not accepted, its verdict is EXHAUSTED', {
    min: 1,
    max: 100,
    default: 3,
  }),
} as const;

/** Every choice that a calibration round makes, echoed in its report. */
export type CalibrationSettings = Omit<SettingsOf<typeof CALIBRATION_SETTINGS>, 'alpha'> & {
  /** PROPORTIONAL: value per unit of correlation; `auto` makes the largest absolute value 1. Ignored by ANCHORED. */
  readonly alpha: number | 'auto';
  /** ANCHORED: the intuitive scheme that evidence corrects. Ignored by PROPORTIONAL. */
  readonly anchor: NamedTierValues;
};

export const DEFAULT_CALIBRATION_SETTINGS: CalibrationSettings = {
  ...defaultsOf(CALIBRATION_SETTINGS),
  alpha: 'auto',
  anchor: DENSE_SCHEME,
};

/**
 * @throws InvalidInputError that names the first setting out of range, its value and its limits
 */
export function checkCalibrationSettings({ anchor, ...settings }: CalibrationSettings): void {
  checkSettings(CALIBRATION_SETTINGS, { ...settings, alpha: settings.alpha === 'auto' ? null : settings.alpha });
  requireFinite(
    'anchor values',
    TIERS.map((tier) => anchor.values[tier]),
  );
}

/** The same settings with members in a fixed order and nothing else in them, so that equal settings give equal bytes. */
export function orderCalibrationSettings({ anchor, alpha, ...settings }: CalibrationSettings): CalibrationSettings {
  const values = mapTiers((tier) => anchor.values[tier]);
  const { statistic, method, delta, ...rest } = orderSettings(CALIBRATION_SETTINGS, { ...settings, alpha: null });
  const first = { statistic, method, delta, alpha, anchor: { name: anchor.name, values } };
  return { ...first, ...rest, alpha };
}
