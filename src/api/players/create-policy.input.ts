import { Field, Float, ID, InputType } from 'type-graphql';
import { InvalidInputError } from '../../errors';
import { parsePolicySpec } from '../../services/players/create-policy';
import { TEXTS } from '../../stored-text';
import { type PolicySpec, type Script, scriptedPolicySpec } from '../../services/players/policy-spec';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { ScriptEnum } from './player-enums';
import { MODEL_NAME, SamplingInput } from './sampling.input';
import { omitNullish } from '../graph/omit-nullish';

@InputType('ScriptedPolicyInput', { description: 'A policy that is a program.' })
export class ScriptedPolicyInput {
  @Field(() => ScriptEnum, { description: 'Which program.' })
  script!: Script;

  @Field(() => Float, {
    nullable: true,
    description: 'Probability of a wrong act in a turn of GOLDEN, 0 to 1; default 0. Other scripts have none.',
  })
  errorRate?: number | null;
}

@InputType('OpenAiPolicyInput', { description: 'A policy that asks a model behind an OpenAI-compatible endpoint.' })
export class OpenAiPolicyInput extends SamplingInput {
  @BoundedText(MODEL_NAME)
  model!: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the probability of each turn is asked for and kept; not every server tells it. Default false.',
  })
  wantsLogProbabilities?: boolean | null;
}

@InputType('OnnxPolicyInput', { description: 'A policy that is a checkpoint, run by our workers.' })
export class OnnxPolicyInput {
  @Field(() => ID, { description: 'The checkpoint.' })
  checkpointId!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Temperature of the choice among candidates, 0 to 100; 0 takes the likeliest. Default 1.',
  })
  temperature?: number | null;
}

@InputType('PolicySpecInput', { description: 'What a policy is: exactly one of these.' })
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
  @BoundedText({ rule: TEXTS.name, description: 'Name, unique in the organization.' })
  name!: string;

  @Field(() => PolicySpecInput, { description: 'What it is.' })
  spec!: PolicySpecInput;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}

/** @throws InvalidInputError for a setting out of range */
export function policySpecOf({ scripted, openAi, onnx }: PolicySpecInput): PolicySpec {
  if (scripted) {
    const errorRate = scripted.errorRate ?? 0;
    if (scripted.script !== 'GOLDEN' && errorRate !== 0) {
      throw new InvalidInputError(`spec.scripted.errorRate: is ${errorRate}; ${scripted.script} has none`);
    }
    return parsePolicySpec(scriptedPolicySpec(scripted.script, errorRate));
  }
  if (openAi) return parsePolicySpec({ kind: 'OPENAI', settings: omitNullish(openAi) });
  if (onnx) return parsePolicySpec({ kind: 'ONNX', temperature: 1, ...omitNullish(onnx) });
  throw new InvalidInputError('spec: give exactly one of scripted, openAi, onnx');
}
