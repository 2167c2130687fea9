import { Field, ID, InputType } from 'type-graphql';
import { SAMPLING_SETTINGS } from '../../endpoints/sampling-settings';
import { InvalidInputError } from '../../errors';
import { OPENAI_POLICY_SETTINGS } from '../../policy/openai/openai-policy-settings';
import { parsePolicySpec } from '../../services/players/create-policy';
import {
  ONNX_POLICY_SETTINGS,
  type PolicySpec,
  type Script,
  SCRIPTED_POLICY_SETTINGS,
  scriptedPolicySpec,
} from '../../services/players/policy-spec';
import { TEXTS } from '../../stored-text';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { omitNullish } from '../graph/omit-nullish';
import { settingMembers, SettingField, SettingFields } from '../graph/setting-fields';
import { ScriptEnum } from './player-enums';
import { ENDPOINT, MODEL_NAME } from './sampling.input';

@InputType('ScriptedPolicyInput', { description: 'A policy that is a program.' })
export class ScriptedPolicyInput {
  @Field(() => ScriptEnum, { description: 'The program.' })
  script!: Script;

  @SettingField(SCRIPTED_POLICY_SETTINGS.errorRate)
  errorRate?: number | null;
}

const OPENAI_SETTINGS = { ...SAMPLING_SETTINGS, ...OPENAI_POLICY_SETTINGS };

@SettingFields(OPENAI_SETTINGS, {})
@InputType('OpenAiPolicyInput', { description: 'A policy that calls a model behind an OpenAI-compatible endpoint.' })
export class OpenAiPolicyInput extends settingMembers(OPENAI_SETTINGS, Object) {
  @Field(() => ID, ENDPOINT)
  endpointId!: string;

  @BoundedText(MODEL_NAME)
  model!: string;
}

@InputType('OnnxPolicyInput', { description: 'A policy that is a checkpoint, run by our workers.' })
export class OnnxPolicyInput {
  @Field(() => ID, { description: 'The checkpoint.' })
  checkpointId!: string;

  @SettingField(ONNX_POLICY_SETTINGS.temperature)
  temperature?: number | null;
}

@InputType('PolicySpecInput', { description: 'Kind of a policy. Exactly one member must be given.' })
export class PolicySpecInput {
  @Field(() => ScriptedPolicyInput, { nullable: true, description: 'A program.' })
  scripted?: ScriptedPolicyInput | null;

  @Field(() => OpenAiPolicyInput, { nullable: true, description: 'A model behind an endpoint.' })
  openAi?: OpenAiPolicyInput | null;

  @Field(() => OnnxPolicyInput, { nullable: true, description: 'A checkpoint.' })
  onnx?: OnnxPolicyInput | null;
}

@InputType('CreatePolicyInput', { description: 'A new policy that our workers can run.' })
export class CreatePolicyInput {
  @BoundedText({ rule: TEXTS.name, description: 'Name, unique within the organization.' })
  name!: string;

  @Field(() => PolicySpecInput, { description: 'Kind of the policy, with its settings.' })
  spec!: PolicySpecInput;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}

/** @throws InvalidInputError for a setting out of range */
export function policySpecOf({ scripted, openAi, onnx }: PolicySpecInput): PolicySpec {
  if (scripted) {
    const errorRate = scripted.errorRate ?? 0;
    if (scripted.script !== 'GOLDEN' && errorRate !== 0) {
      throw new InvalidInputError(
        `spec.scripted.errorRate: is ${errorRate}; it must be absent, because ${scripted.script} makes no errors`,
      );
    }
    return parsePolicySpec(scriptedPolicySpec(scripted.script, errorRate));
  }
  if (openAi) return parsePolicySpec({ kind: 'OPENAI', settings: omitNullish(openAi) });
  if (onnx) return parsePolicySpec({ kind: 'ONNX', ...omitNullish(onnx) });
  throw new InvalidInputError('spec: give exactly one of scripted, openAi, onnx');
}
