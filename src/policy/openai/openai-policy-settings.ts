import { z } from 'zod';
import { SAMPLING_SETTINGS } from '../../endpoints/sampling-settings';

/** How a policy of kind OPENAI asks its model; stored with the policy. */
export const openAiPolicySettings = z.strictObject({
  ...SAMPLING_SETTINGS,
  /** Whether the probability of each turn is asked for and kept. Not every server tells it. */
  wantsLogProbabilities: z.boolean().default(false),
});

export type OpenAiPolicySettings = z.infer<typeof openAiPolicySettings>;
