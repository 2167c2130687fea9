import { checkSettings } from '../settings/check-settings';
import { choice, choices, real, seed, whole } from '../settings/setting';
import { defaultsOf, orderSettings, type SettingsOf } from '../settings/settings-of';
import { FAULTS } from './outcome-matrix';

/**
 * Which trials of a task pass^k counts. TASK_TRIALS (tau2-bench): the scored ones. GLOBAL_TRIALS (tau-bench v1): as many as
 * the task with the most attempts has, and one that is missing or was not scored failed.
 */
export const TRIAL_CONVENTIONS = ['TASK_TRIALS', 'GLOBAL_TRIALS'] as const;
export type TrialConvention = (typeof TRIAL_CONVENTIONS)[number];

const MAX_DRAWS = 1_000_000;

/** Settings of an evaluation or a comparison. */
export const EVALUATION_SETTINGS = {
  trialConvention: choice('Trials counted by pass^k and pass@k', TRIAL_CONVENTIONS, 'TASK_TRIALS'),
  confidence: real('Confidence level of all intervals', { min: 0, max: 1, excludes: 'MIN_AND_MAX', default: 0.95 }),
  bootstrapDraws: whole('Draws of the bootstrap over tasks; below 2 there are no bootstrap intervals', {
    min: 0,
    max: MAX_DRAWS,
    default: 10_000,
  }),
  permutationDraws: whole('Random permutations of a comparison if enumerating them is too expensive', {
    min: 1,
    max: MAX_DRAWS,
    default: 100_000,
  }),
  power: real('Power for which a comparison reports the smallest detectable effect', {
    min: 0,
    max: 1,
    excludes: 'MIN_AND_MAX',
    default: 0.8,
  }),
  excludedFaults: choices(
    'Excludes rollouts marked with these faults; the report lists them. Only failures are marked, so estimates on the rest are biased upwards',
    FAULTS,
  ),
  maxK: whole('Largest k of pass^k and pass@k; the report says if it limits k', {
    min: 1,
    max: 1000,
    default: 64,
  }),
  seed: seed('Seed of bootstrap and permutations: the same outcomes, settings and seed give the same bytes', 1),
} as const;

/** Every choice that an evaluation or a comparison makes, echoed in its report. */
export type EvaluationSettings = SettingsOf<typeof EVALUATION_SETTINGS>;

export const DEFAULT_EVALUATION_SETTINGS: EvaluationSettings = defaultsOf(EVALUATION_SETTINGS);

/** One stream of the seed for each purpose, so that more draws of one do not change another. */
export const EVALUATION_STREAMS = { BOOTSTRAP: 0, PERMUTATION: 1, GAP: 2 } as const;

/**
 * The same settings with members in a fixed order and nothing else in them, checked.
 *
 * @throws InvalidInputError that names the first setting out of range, its value and its limits
 */
export function checkEvaluationSettings(settings: EvaluationSettings): EvaluationSettings {
  checkSettings(EVALUATION_SETTINGS, settings);
  const excludedFaults = FAULTS.filter((fault) => settings.excludedFaults.includes(fault));
  return orderSettings(EVALUATION_SETTINGS, { ...settings, excludedFaults });
}
