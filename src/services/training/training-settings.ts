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

/** Which tasks of a set; null members choose nothing. */
export type TrainingTaskChoice = SettingsOf<typeof TASK_CHOICE_SETTINGS>;

/** The network of a policy; a base checkpoint brings its own. */
const architecture = z.unknown().optional().transform(readArchitecture);

const estimatorSettingsSchema = settingsSchema(TRAINING_ESTIMATOR_SETTINGS);
const imitationSchema = settingsSchema(IMITATION_SETTINGS).extend({ architecture });
const reinforcementSchema = settingsSchema(REINFORCEMENT_SETTINGS).extend({ architecture });

type WithArchitecture = { readonly architecture: Architecture };

export type ImitationRunSettings = SettingsOf<typeof IMITATION_SETTINGS> & WithArchitecture;
export type ReinforcementSettings = SettingsOf<typeof REINFORCEMENT_SETTINGS> & WithArchitecture;

/** What a caller chose; what is absent takes its default. */
export type ImitationChoice = ChoiceOf<typeof IMITATION_SETTINGS> & { readonly architecture?: unknown };
export type ReinforcementChoice = ChoiceOf<typeof REINFORCEMENT_SETTINGS> & { readonly architecture?: unknown };

/** Every setting of an imitation. @throws InvalidInputError naming each that is wrong, its value and its limits */
export function resolveImitationSettings(choice: ImitationChoice): ImitationRunSettings {
  return parseSettings(imitationSchema, choice);
}

/** Every setting of a reinforcement. @throws InvalidInputError naming each that is wrong, its value and its limits */
export function resolveReinforcementSettings(choice: ReinforcementChoice): ReinforcementSettings {
  return parseSettings(reinforcementSchema, choice);
}

/** Constants of estimators with defaults filled in. @throws InvalidInputError naming each that is wrong, and its limits */
export function parseEstimatorSettings(
  choice: ChoiceOf<typeof TRAINING_ESTIMATOR_SETTINGS>,
): TrainingEstimatorSettings {
  return parseSettings(estimatorSettingsSchema, choice, 'estimatorSettings');
}

/** Settings of an EXTERNAL run, as its trainer reported them. */
export type ExternalRunSettings = {
  readonly estimator: TrainingEstimatorName;
  readonly estimatorSettings: TrainingEstimatorSettings;
  /** What the trainer says of itself; any text. */
  readonly trainer: string;
};

const storedImitation = storedSchema(IMITATION_SETTINGS).extend({ architecture });
const storedReinforcement = storedSchema(REINFORCEMENT_SETTINGS).extend({ architecture });
const storedExternal = z.object({
  estimator: z.enum(TRAINING_ESTIMATOR_NAMES),
  estimatorSettings: storedSchema(TRAINING_ESTIMATOR_SETTINGS),
  trainer: z.string(),
});

/** Settings as the row of an imitation keeps them. */
export const imitationSettingsFormat = settingsFormat<ImitationRunSettings>(
  'training_run.settings_json.IMITATION',
  storedImitation,
);

/** The same for reinforcement. */
export const reinforcementSettingsFormat = settingsFormat<ReinforcementSettings>(
  'training_run.settings_json.REINFORCEMENT',
  storedReinforcement,
);

/** The same for a run whose trainer lives elsewhere. */
export const externalSettingsFormat = settingsFormat<ExternalRunSettings>(
  'training_run.settings_json.EXTERNAL',
  storedExternal,
);

const storedEstimator = storedExternal.pick({ estimator: true, estimatorSettings: true });

/** The estimator that the settings of a run name; null of a run without one. */
export function readEstimatorOf(settingsJson: string): z.infer<typeof storedEstimator> | null {
  const parsed = storedEstimator.safeParse(JSON.parse(settingsJson));
  return parsed.success ? parsed.data : null;
}

/** What the learner is opened with. @param architecture of the policy, which a base checkpoint decides */
export function learnerSettingsOf(
  { maxGradientNorm }: { readonly maxGradientNorm: number },
  architecture: Architecture,
  critic: LearnerSettings['critic'] = null,
): LearnerSettings {
  return { architecture, critic, adam: { ...DEFAULT_ADAM, maxGradientNorm } };
}

/** The critic that an estimator needs; null for one without. */
export function criticOf({ estimator, criticWidth }: ReinforcementSettings): LearnerSettings['critic'] {
  return needsCritic(estimator) ? { hidden: [criticWidth] } : null;
}

/** The settings as the trainer takes them. @param values that training begins with */
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

/** @throws InvalidInputError for an estimator that cannot compare so few rollouts */
export function requireComparable({
  estimator,
  rolloutsPerGroup,
}: {
  readonly estimator: TrainingEstimatorName;
  readonly rolloutsPerGroup: number;
}): void {
  if (rolloutsPerGroup >= 2 || needsCritic(estimator)) return;
  throw new InvalidInputError(`rolloutsPerGroup: is ${rolloutsPerGroup}; ${estimator} compares at least 2`);
}

function readArchitecture(value: unknown): Architecture {
  return value === undefined || value === null ? DEFAULT_ARCHITECTURE : parseArchitecture(value);
}
