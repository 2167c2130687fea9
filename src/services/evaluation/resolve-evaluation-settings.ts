import {
  checkEvaluationSettings,
  DEFAULT_EVALUATION_SETTINGS,
  type EvaluationSettings,
} from '../../domain/evaluation/evaluation-settings';

/** What a caller chose; an absent member takes its default. */
export type EvaluationChoice = Partial<EvaluationSettings>;

/**
 * The settings with defaults filled in.
 *
 * @throws InvalidInputError naming the setting, its value and its limits
 */
export function resolveEvaluationSettings(choice: EvaluationChoice): EvaluationSettings {
  return checkEvaluationSettings({ ...DEFAULT_EVALUATION_SETTINGS, ...choice });
}

/** As a row keeps them. @throws InvalidInputError for a text that is no settings */
export function readEvaluationSettings(settingsJson: string): EvaluationSettings {
  return checkEvaluationSettings(JSON.parse(settingsJson) as EvaluationSettings);
}
