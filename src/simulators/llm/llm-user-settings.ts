import { z } from 'zod';
import { SAMPLING_SETTINGS } from '../../endpoints/sampling-settings';

/**
 * How a model is made to speak as the user: at once (LLM), after a thought that the agent does not see (REACT), sampled again
 * until a judge agrees (VERIFY), or revised once after the judge objected (REFLECTION).
 */
export const LLM_USER_STRATEGIES = ['LLM', 'REACT', 'VERIFY', 'REFLECTION'] as const;
export type LlmUserStrategy = (typeof LLM_USER_STRATEGIES)[number];

/** How a simulated user of kind LLM asks its model; stored with the user. */
export const llmUserSettings = z.strictObject({
  ...SAMPLING_SETTINGS,
  strategy: z.enum(LLM_USER_STRATEGIES).default('LLM'),
  /** Requests for one text until it can be read, at least 1. */
  maxTries: z.number().int().min(1).max(10).default(3),
});

export type LlmUserSettings = z.infer<typeof llmUserSettings>;
