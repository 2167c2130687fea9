import { createUnionType, Field, Float, ID, ObjectType } from 'type-graphql';
import type { PolicySpec, Script } from '../../services/players/policy-spec';
import { ScriptEnum } from './player-enums';
import { SamplingFields } from './sampling.type';

@ObjectType('ScriptedPolicySpec', { description: 'A policy that is a program.' })
export class ScriptedPolicySpec {
  @Field(() => ScriptEnum, { description: 'The program.' })
  script!: Script;

  @Field(() => Float, { description: 'Probability of a wrong action in a turn of GOLDEN; 0 for other scripts.' })
  errorRate!: number;

  @Field(() => String, { description: 'Version of the program.' })
  version!: string;
}

@ObjectType('OpenAiPolicySpec', { description: 'A policy that calls a model behind an OpenAI-compatible endpoint.' })
export class OpenAiPolicySpec extends SamplingFields {
  @Field(() => Boolean, { description: 'Whether the log probability of each turn is requested and stored.' })
  wantsLogProbabilities!: boolean;
}

@ObjectType('OnnxPolicySpec', { description: 'A policy that is a checkpoint, run by our workers.' })
export class OnnxPolicySpec {
  @Field(() => ID, { description: 'Id of the checkpoint.' })
  checkpointId!: string;

  // Nullable as in OpenAiPolicySpec: types of one union cannot be queried for a field whose nullability differs between
  // them.
  @Field(() => Float, {
    nullable: true,
    description: 'Sampling temperature, never null; 0 always takes the most probable candidate.',
  })
  temperature!: number;
}

export const PolicySpecUnion = createUnionType({
  name: 'PolicySpec',
  description: 'How our workers run a policy; the counterpart of `PolicySpecInput`.',
  types: () => [ScriptedPolicySpec, OpenAiPolicySpec, OnnxPolicySpec] as const,
});

export function toPolicySpec(spec: PolicySpec): typeof PolicySpecUnion {
  switch (spec.kind) {
    case 'SCRIPTED': {
      const { script, errorRate, version } = spec;
      return Object.assign(new ScriptedPolicySpec(), { script, errorRate, version });
    }
    case 'OPENAI':
      return Object.assign(new OpenAiPolicySpec(), spec.settings);
    case 'ONNX': {
      const { checkpointId, temperature } = spec;
      return Object.assign(new OnnxPolicySpec(), { checkpointId, temperature });
    }
  }
}
