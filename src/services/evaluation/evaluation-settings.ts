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

/** What a caller chose; an absent member takes its default. */
export type EvaluationChoice = ChoiceOf<typeof EVALUATION_SETTINGS>;

/**
 * The settings with defaults filled in.
 *
 * @throws InvalidInputError naming each setting that is wrong, its value and its limits
 */
export function resolveEvaluationSettings(choice: EvaluationChoice): EvaluationSettings {
  return checkEvaluationSettings(parseSettings(evaluationSchema, choice, 'settings'));
}

const storedEvaluation = storedSchema(EVALUATION_SETTINGS);

/** Settings as the row of an evaluation keeps them. */
export const evaluationSettingsFormat = settingsFormat<EvaluationSettings>(
  'evaluation.settings_json',
  storedEvaluation,
);

/** The same for a comparison, which also keeps its design. */
export const comparisonSettingsFormat = settingsFormat<StoredComparisonSettings>(
  'evaluation_comparison.settings_json',
  z.object({ design: z.string(), settings: storedEvaluation }),
);

type StoredComparisonSettings = { readonly design: string; readonly settings: EvaluationSettings };
