import { z } from 'zod';
import { choice, whole } from '../../domain/settings/setting';
import { samplingShape } from '../../endpoints/sampling-settings';
import { settingShape } from '../../settings/settings-schema';

/**
 * Prompting strategies for the model that plays the user: directly (LLM), after a hidden thought (REACT), resampled
 * until a judge accepts (VERIFY), or revised once after the judge rejects (REFLECTION).
 */
export const LLM_USER_STRATEGIES = ['LLM', 'REACT', 'VERIFY', 'REFLECTION'] as const;
export type LlmUserStrategy = (typeof LLM_USER_STRATEGIES)[number];

/** Settings that only a simulated user of kind LLM has. */
export const LLM_USER_SETTINGS = {
  strategy: choice('How the language model generates the user’s messages', LLM_USER_STRATEGIES, 'LLM'),
  maxTries: whole('Max requests for one message until the answer can be parsed', { min: 1, max: 10, default: 3 }),
} as const;

/** Settings of a simulated user of kind LLM; stored with the user. */
export const llmUserSettings = z.strictObject({ ...samplingShape, ...settingShape(LLM_USER_SETTINGS) });

export type LlmUserSettings = z.infer<typeof llmUserSettings>;
