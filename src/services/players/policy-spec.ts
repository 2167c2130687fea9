import { z } from 'zod';
import { openAiPolicySettings } from '../../policy/openai/openai-policy-settings';
import { SCRIPTED_POLICY_VERSION } from '../../policy/scripted/scripted-policy-version';
import { StoredFormat } from '../../stored-format';
import { canonicalJson } from '../../canonical-json';

/** The policies that are programs, each knowing something of the task or nothing. */
export const SCRIPTS = ['GOLDEN', 'RANDOM', 'LOOK_UP_ONLY'] as const;
export type Script = (typeof SCRIPTS)[number];

/** How our workers run a policy, as its row keeps it. */
export const policySpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('SCRIPTED'),
    script: z.enum(SCRIPTS),
    /** Probability of a wrong act in a turn of GOLDEN; 0 for the others. */
    errorRate: z.number().min(0).max(1),
    /** Version of the program: another one may act otherwise. */
    version: z.string(),
  }),
  z.strictObject({ kind: z.literal('OPENAI'), settings: openAiPolicySettings }),
  z.strictObject({
    kind: z.literal('ONNX'),
    checkpointId: z.uuid(),
    /** 0 takes the likeliest candidate. */
    temperature: z.number().min(0).max(100),
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
