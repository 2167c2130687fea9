import { z } from 'zod';
import {
  checkEvaluationSettings,
  EVALUATION_SETTINGS,
  type EvaluationSettings,
} from '../../domain/evaluation/evaluation-settings';
import type { ChoiceOf } from '../../domain/settings/settings-of';
import { parseSettings } from '../../settings/parse-settings';
import { settingsSchema } from '../../settings/settings-schema';
import { settingsFormat, storedSchema } from '../../settings/stored-settings';

const evaluationSchema = settingsSchema(EVALUATION_SETTINGS);

/** Settings chosen by the caller; absent members take their defaults. */
export type EvaluationChoice = ChoiceOf<typeof EVALUATION_SETTINGS>;

/**
 * Fills in the defaults of the settings.
 *
 * @throws InvalidInputError naming each invalid setting, its value and its limits
 */
export function resolveEvaluationSettings(choice: EvaluationChoice): EvaluationSettings {
  return checkEvaluationSettings(parseSettings(evaluationSchema, choice, 'settings'));
}

const storedEvaluation = storedSchema(EVALUATION_SETTINGS);

/** Storage format of the settings of an evaluation. */
export const evaluationSettingsFormat = settingsFormat<EvaluationSettings>(
  'evaluation.settings_json',
  storedEvaluation,
);

/** Storage format of the settings of a comparison, which include its design. */
export const comparisonSettingsFormat = settingsFormat<StoredComparisonSettings>(
  'evaluation_comparison.settings_json',
  z.object({ design: z.string(), settings: storedEvaluation }),
);

type StoredComparisonSettings = { readonly design: string; readonly settings: EvaluationSettings };
