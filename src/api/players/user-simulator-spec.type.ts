import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import type { SimulatorSpec } from '../../services/players/simulator-spec';
import type { LlmUserStrategy } from '../../simulators/llm/llm-user-settings';
import { LlmUserStrategyEnum } from './player-enums';
import { SamplingFields } from './sampling.type';

@ObjectType('ScriptedUserSpec', {
  description: 'A user played by a program that knows the facts of the task, or reads its instruction.',
})
export class ScriptedUserSpec {
  @Field(() => String, { description: 'Version of the program.' })
  version!: string;
}

@ObjectType('LlmUserSpec', { description: 'A user played by a model behind an OpenAI-compatible endpoint.' })
export class LlmUserSpec extends SamplingFields {
  @Field(() => LlmUserStrategyEnum, { description: 'How the language model generates the user’s messages.' })
  strategy!: LlmUserStrategy;

  @Field(() => Int, { description: 'Max requests for one message until the answer can be parsed.' })
  maxTries!: number;
}

@ObjectType('HumanUserSpec', { description: 'A user played by a person.' })
export class HumanUserSpec {
  @Field(() => Int, { description: 'Time that a person has for each reply, in ms.' })
  replyTimeoutMs!: number;
}

@ObjectType('ReplayUserSpec', { description: 'Replays the users of recorded rollouts, matched by task and trial.' })
export class ReplayUserSpec {
  @Field(() => ID, { description: 'Id of the experiment with the recorded rollouts.' })
  experimentId!: string;

  @Field(() => String, { nullable: true, description: 'Only rollouts of the policy with this name; null for all.' })
  policyName!: string | null;
}

export const UserSimulatorSpecUnion = createUnionType({
  name: 'UserSimulatorSpec',
  description: 'How our workers run a user simulator; the counterpart of `UserSimulatorSpecInput`.',
  types: () => [ScriptedUserSpec, LlmUserSpec, HumanUserSpec, ReplayUserSpec] as const,
});

/** @param version of the simulator; for a scripted one, the version of its program */
export function toUserSimulatorSpec(spec: SimulatorSpec, version: string): typeof UserSimulatorSpecUnion {
  switch (spec.kind) {
    case 'SCRIPTED':
      return Object.assign(new ScriptedUserSpec(), { version });
    case 'LLM':
      return Object.assign(new LlmUserSpec(), spec.settings);
    case 'HUMAN':
      return Object.assign(new HumanUserSpec(), { replyTimeoutMs: spec.replyTimeoutMs });
    case 'REPLAY': {
      const { experimentId, policyName } = spec;
      return Object.assign(new ReplayUserSpec(), { experimentId, policyName });
    }
  }
}
