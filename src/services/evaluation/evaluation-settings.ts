import {
  checkEvaluationSettings,
  EVALUATION_SETTINGS,
  type EvaluationSettings,
} from '../../domain/evaluation/evaluation-settings';
import type { ChoiceOf } from '../../domain/settings/settings-of';
import { parseSettings } from '../../settings/parse-settings';
import { settingsSchema } from '../../settings/settings-schema';
import { readStored, storedSchema } from '../../settings/stored-settings';
import { canonicalJson } from '../../canonical-json';

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
export function writeEvaluationSettings(settings: EvaluationSettings): string {
  return canonicalJson(settings);
}

/** @throws ZodError for a text that is no settings of an evaluation */
export function readEvaluationSettings(settingsJson: string): EvaluationSettings {
  return readStored(settingsJson, { 1: storedEvaluation });
}
