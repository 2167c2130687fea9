import { z } from 'zod';
import { real } from '../../domain/settings/setting';
import { openAiPolicySettings } from '../../policy/openai/openai-policy-settings';
import { SCRIPTED_POLICY_VERSION } from '../../policy/scripted/scripted-policy-version';
import { StoredFormat } from '../../stored-format';
import { canonicalJson } from '../../canonical-json';
import { settingShape } from '../../settings/settings-schema';

/** The scripted policies, which differ in what they know about the task. */
export const SCRIPTS = ['GOLDEN', 'RANDOM', 'LOOK_UP_ONLY'] as const;
export type Script = (typeof SCRIPTS)[number];

/** Settings of a scripted policy. */
export const SCRIPTED_POLICY_SETTINGS = {
  errorRate: real('Probability that GOLDEN makes a mistake in a turn; the other scripts do not use it', {
    min: 0,
    max: 1,
    default: 0,
  }),
} as const;

/** Settings of a policy that plays a checkpoint. */
export const ONNX_POLICY_SETTINGS = {
  temperature: real('Temperature for sampling among candidates; 0 always takes the most likely one', {
    min: 0,
    max: 100,
    default: 1,
  }),
} as const;

/** Specification with which workers run a policy, as stored in its row. */
export const policySpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('SCRIPTED'),
    script: z.enum(SCRIPTS),
    ...settingShape(SCRIPTED_POLICY_SETTINGS),
    /** Version of the program; other versions may act differently. */
    version: z.string(),
  }),
  z.strictObject({ kind: z.literal('OPENAI'), settings: openAiPolicySettings }),
  z.strictObject({
    kind: z.literal('ONNX'),
    checkpointId: z.uuid(),
    ...settingShape(ONNX_POLICY_SETTINGS),
  }),
]);

export type PolicySpec = z.infer<typeof policySpecSchema>;

/** The text is hashed: equal specs must have equal hashes in every release. */
export const policySpecFormat = new StoredFormat<PolicySpec>({
  place: 'policy.spec_json',
  schema: policySpecSchema,
  toText: canonicalJson,
  isFirstVersionImplied: true,
});

/** The SCRIPTED policies in this version of the code. */
export function scriptedPolicySpec(script: Script, errorRate: number): PolicySpec {
  return { kind: 'SCRIPTED', script, errorRate, version: SCRIPTED_POLICY_VERSION };
}
