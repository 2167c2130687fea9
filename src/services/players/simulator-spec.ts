import { z } from 'zod';
import { HUMAN_USER_SETTINGS } from '../../simulators/human/human-user';
import { settingShape } from '../../settings/settings-schema';
import { llmUserSettings } from '../../simulators/llm/llm-user-settings';
import { StoredFormat } from '../../stored-format';
import { canonicalJson } from '../../canonical-json';

/** How our workers play a user, as its row keeps it. */
export const simulatorSpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('SCRIPTED') }),
  z.strictObject({ kind: z.literal('LLM'), settings: llmUserSettings }),
  z.strictObject({ kind: z.literal('HUMAN'), ...settingShape(HUMAN_USER_SETTINGS) }),
  z.strictObject({
    kind: z.literal('REPLAY'),
    /** Where the recorded rollouts are. */
    experimentId: z.uuid(),
    /** Only the rollouts of this policy; null for all. */
    policyName: z.string().nullable(),
  }),
]);

export type SimulatorSpec = z.infer<typeof simulatorSpecSchema>;

/** Its text is hashed: equal specs of every release have an equal hash. */
export const simulatorSpecFormat = new StoredFormat<SimulatorSpec>({
  place: 'user_simulator.spec_json',
  schema: simulatorSpecSchema,
  toText: canonicalJson,
  isFirstVersionImplied: true,
});
