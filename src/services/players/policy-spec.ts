import { z } from 'zod';
import { real } from '../../domain/settings/setting';
import { openAiPolicySettings } from '../../policy/openai/openai-policy-settings';
import { SCRIPTED_POLICY_VERSION } from '../../policy/scripted/scripted-policy-version';
import { StoredFormat } from '../../stored-format';
import { canonicalJson } from '../../canonical-json';
import { settingShape } from '../../settings/settings-schema';

/** The policies that are programs, each knowing something of the task or nothing. */
export const SCRIPTS = ['GOLDEN', 'RANDOM', 'LOOK_UP_ONLY'] as const;
export type Script = (typeof SCRIPTS)[number];

/** Settings of a policy that is a program. */
export const SCRIPTED_POLICY_SETTINGS = {
  errorRate: real('Probability that GOLDEN errs in a turn; the other scripts have none', {
    min: 0,
    max: 1,
    default: 0,
  }),
} as const;

/** Settings of a policy that is a checkpoint. */
export const ONNX_POLICY_SETTINGS = {
  temperature: real('Temperature of the choice among candidates; 0 takes the likeliest', {
    min: 0,
    max: 100,
    default: 1,
  }),
} as const;

/** How our workers run a policy, as its row keeps it. */
export const policySpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('SCRIPTED'),
    script: z.enum(SCRIPTS),
    ...settingShape(SCRIPTED_POLICY_SETTINGS),
    /** Version of the program: another one may act otherwise. */
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

/** Its text is hashed: equal specs of every release have an equal hash. */
export const policySpecFormat = new StoredFormat<PolicySpec>({
  place: 'policy.spec_json',
  schema: policySpecSchema,
  toText: canonicalJson,
  isFirstVersionImplied: true,
});

/** What SCRIPTED policies are in this version of the code. */
export function scriptedPolicySpec(script: Script, errorRate: number): PolicySpec {
  return { kind: 'SCRIPTED', script, errorRate, version: SCRIPTED_POLICY_VERSION };
}
