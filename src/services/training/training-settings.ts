import { z } from 'zod';
import {
  TRAINING_ESTIMATOR_SETTINGS,
  type TrainingEstimatorSettings,
} from '../../domain/advantages/training/training-estimator-settings';
import { needsCritic, TRAINING_ESTIMATOR_NAMES, type TrainingEstimatorName } from '../../domain/advantages/estimators';
import { DENSE_SCHEME, type TierValues } from '../../domain/calibration/schemes/reward-scheme';
import type { ChoiceOf, SettingsOf } from '../../domain/settings/settings-of';
import { InvalidInputError } from '../../errors';
import { parseSettings } from '../../settings/parse-settings';
import { settingsSchema } from '../../settings/settings-schema';
import { settingsFormat, storedSchema } from '../../settings/stored-settings';
import type { LearnerSettings } from '../../training/learner/learner-settings';
import { IMITATION_SETTINGS, REINFORCEMENT_SETTINGS, type TASK_CHOICE_SETTINGS } from '../../training/run-settings';
import { DEFAULT_ADAM } from '../../training/scorer/adam-graph';
import { type Architecture, DEFAULT_ARCHITECTURE, parseArchitecture } from '../../training/scorer/architecture';
import type { TrainerSettings } from '../../training/trainer-settings';

/** Restricts the tasks of a set; null members do not restrict. */
export type TrainingTaskChoice = SettingsOf<typeof TASK_CHOICE_SETTINGS>;

/** The network of a policy; a base checkpoint has its own. */
const architecture = z.unknown().optional().transform(readArchitecture);

const estimatorSettingsSchema = settingsSchema(TRAINING_ESTIMATOR_SETTINGS);
const imitationSchema = settingsSchema(IMITATION_SETTINGS).extend({ architecture });
const reinforcementSchema = settingsSchema(REINFORCEMENT_SETTINGS).extend({ architecture });

type WithArchitecture = { readonly architecture: Architecture };

export type ImitationRunSettings = SettingsOf<typeof IMITATION_SETTINGS> & WithArchitecture;
export type ReinforcementSettings = SettingsOf<typeof REINFORCEMENT_SETTINGS> & WithArchitecture;

/** Settings chosen by the caller; absent members take their defaults. */
export type ImitationChoice = ChoiceOf<typeof IMITATION_SETTINGS> & { readonly architecture?: unknown };
export type ReinforcementChoice = ChoiceOf<typeof REINFORCEMENT_SETTINGS> & { readonly architecture?: unknown };

/**
 * Fills in the defaults of behaviour cloning. @throws InvalidInputError naming each invalid setting, its value and its
 * limits
 */
export function resolveImitationSettings(choice: ImitationChoice): ImitationRunSettings {
  return parseSettings(imitationSchema, choice);
}

/**
 * Fills in the defaults of reinforcement learning. @throws InvalidInputError naming each invalid setting, its value and
 * its limits
 */
export function resolveReinforcementSettings(choice: ReinforcementChoice): ReinforcementSettings {
  return parseSettings(reinforcementSchema, choice);
}

/** Fills in the defaults of estimator constants. @throws InvalidInputError naming each invalid one and its limits */
export function parseEstimatorSettings(
  choice: ChoiceOf<typeof TRAINING_ESTIMATOR_SETTINGS>,
): TrainingEstimatorSettings {
  return parseSettings(estimatorSettingsSchema, choice, 'estimatorSettings');
}

/** Settings of an EXTERNAL run, as its trainer reported them. */
export type ExternalRunSettings = {
  readonly estimator: TrainingEstimatorName;
  readonly estimatorSettings: TrainingEstimatorSettings;
  /** Settings reported by the trainer; any text. */
  readonly trainer: string;
};

const storedImitation = storedSchema(IMITATION_SETTINGS).extend({ architecture });
const storedReinforcement = storedSchema(REINFORCEMENT_SETTINGS).extend({ architecture });
const storedExternal = z.object({
  estimator: z.enum(TRAINING_ESTIMATOR_NAMES),
  estimatorSettings: storedSchema(TRAINING_ESTIMATOR_SETTINGS),
  trainer: z.string(),
});

/** Storage format of the settings of behaviour cloning. */
export const imitationSettingsFormat = settingsFormat<ImitationRunSettings>(
  'training_run.settings_json.IMITATION',
  storedImitation,
);

/** Storage format of the settings of reinforcement learning. */
export const reinforcementSettingsFormat = settingsFormat<ReinforcementSettings>(
  'training_run.settings_json.REINFORCEMENT',
  storedReinforcement,
);

/** Storage format of the settings of an EXTERNAL run. */
export const externalSettingsFormat = settingsFormat<ExternalRunSettings>(
  'training_run.settings_json.EXTERNAL',
  storedExternal,
);

const storedEstimator = storedExternal.pick({ estimator: true, estimatorSettings: true });

/** The estimator in the settings of a run; null for a run without one. */
export function readEstimatorOf(settingsJson: string): z.infer<typeof storedEstimator> | null {
  const parsed = storedEstimator.safeParse(JSON.parse(settingsJson));
  return parsed.success ? parsed.data : null;
}

/**
 * The settings with which the learner is opened. @param architecture of the policy, which a base checkpoint determines
 */
export function learnerSettingsOf(
  { maxGradientNorm }: { readonly maxGradientNorm: number },
  architecture: Architecture,
  critic: LearnerSettings['critic'] = null,
): LearnerSettings {
  return { architecture, critic, adam: { ...DEFAULT_ADAM, maxGradientNorm } };
}

/** The critic that an estimator needs; null if it needs none. */
export function criticOf({ estimator, criticWidth }: ReinforcementSettings): LearnerSettings['critic'] {
  return needsCritic(estimator) ? { hidden: [criticWidth] } : null;
}

/** The settings in the form that the trainer takes. @param values initial values of the tiers */
export function trainerSettingsOf(settings: ReinforcementSettings, values: TierValues): TrainerSettings {
  const proposal = {
    statistic: 'WITHIN_TASK',
    method: 'PROPORTIONAL',
    delta: settings.evidence.delta,
    alpha: 'auto',
    anchor: DENSE_SCHEME,
  } as const;
  return { ...settings, values, proposal };
}

/** @throws InvalidInputError if the estimator needs more rollouts per group */
export function requireComparable({
  estimator,
  rolloutsPerGroup,
}: {
  readonly estimator: TrainingEstimatorName;
  readonly rolloutsPerGroup: number;
}): void {
  if (rolloutsPerGroup >= 2 || needsCritic(estimator)) return;
  throw new InvalidInputError(`rolloutsPerGroup: is ${rolloutsPerGroup}; ${estimator} needs at least 2`);
}

function readArchitecture(value: unknown): Architecture {
  return value === undefined || value === null ? DEFAULT_ARCHITECTURE : parseArchitecture(value);
}
