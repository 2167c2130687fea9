import { z } from 'zod';
import { flag } from '../../domain/settings/setting';
import { samplingShape } from '../../endpoints/sampling-settings';
import { settingShape } from '../../settings/settings-schema';

/** Settings that only a policy of kind OPENAI has. */
export const OPENAI_POLICY_SETTINGS = {
  wantsLogProbabilities: flag(
    'Whether the probability of each turn is requested and stored; not every server reports it',
  ),
} as const;

/** Settings of a policy of kind OPENAI; stored with the policy. */
export const openAiPolicySettings = z.strictObject({ ...samplingShape, ...settingShape(OPENAI_POLICY_SETTINGS) });

export type OpenAiPolicySettings = z.infer<typeof openAiPolicySettings>;
