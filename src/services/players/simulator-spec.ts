import { z } from 'zod';
import { HUMAN_USER_SETTINGS } from '../../simulators/human/human-user';
import { settingShape } from '../../settings/settings-schema';
import { llmUserSettings } from '../../simulators/llm/llm-user-settings';
import { StoredFormat } from '../../stored-format';
import { canonicalJson } from '../../canonical-json';

/** Specification with which workers run a user simulator, as stored in its row. */
export const simulatorSpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('SCRIPTED') }),
  z.strictObject({ kind: z.literal('LLM'), settings: llmUserSettings }),
  z.strictObject({ kind: z.literal('HUMAN'), ...settingShape(HUMAN_USER_SETTINGS) }),
  z.strictObject({
    kind: z.literal('REPLAY'),
    /** Experiment of the recorded rollouts. */
    experimentId: z.uuid(),
    /** Restricts to the rollouts of this policy; null for all. */
    policyName: z.string().nullable(),
  }),
]);

export type SimulatorSpec = z.infer<typeof simulatorSpecSchema>;

/** The text is hashed: equal specs must have equal hashes in every release. */
export const simulatorSpecFormat = new StoredFormat<SimulatorSpec>({
  place: 'user_simulator.spec_json',
  schema: simulatorSpecSchema,
  toText: canonicalJson,
  isFirstVersionImplied: true,
});
