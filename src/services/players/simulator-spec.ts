import { z } from 'zod';
import { MAX_REPLY_TIMEOUT_MS } from '../../simulators/human/human-user';
import { llmUserSettings } from '../../simulators/llm/llm-user-settings';
import { StoredFormat } from '../../stored-format';
import { canonicalJson } from '../../canonical-json';

/** How our workers play a user, as its row keeps it. */
export const simulatorSpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('SCRIPTED') }),
  z.strictObject({ kind: z.literal('LLM'), settings: llmUserSettings }),
  z.strictObject({ kind: z.literal('HUMAN'), replyTimeoutMs: z.int().min(1).max(MAX_REPLY_TIMEOUT_MS) }),
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
