import { Field, ID, InputType } from 'type-graphql';
import { SAMPLING_SETTINGS } from '../../endpoints/sampling-settings';
import { InvalidInputError } from '../../errors';
import { parseSimulatorSpec } from '../../services/players/create-user-simulator';
import { TEXTS } from '../../stored-text';
import type { SimulatorSpec } from '../../services/players/simulator-spec';
import { HUMAN_USER_SETTINGS } from '../../simulators/human/human-user';
import { LLM_USER_SETTINGS } from '../../simulators/llm/llm-user-settings';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { LIMITS } from '../guards/limits';
import { omitNullish } from '../graph/omit-nullish';
import { settingMembers, SettingField, SettingFields } from '../graph/setting-fields';
import { LlmUserStrategyEnum } from './player-enums';
import { ENDPOINT, MODEL_NAME } from './sampling.input';

const LLM_SETTINGS = { ...SAMPLING_SETTINGS, ...LLM_USER_SETTINGS };

@SettingFields(LLM_SETTINGS, { strategy: LlmUserStrategyEnum })
@InputType('LlmUserInput', { description: 'A user played by a model behind an OpenAI-compatible endpoint.' })
export class LlmUserInput extends settingMembers(LLM_SETTINGS, Object) {
  @Field(() => ID, ENDPOINT)
  endpointId!: string;

  @BoundedText(MODEL_NAME)
  model!: string;
}

@InputType('HumanUserInput', { description: 'A user played by a person; see `humanTurns` and `submitUserMessage`.' })
export class HumanUserInput {
  @SettingField(HUMAN_USER_SETTINGS.replyTimeoutMs)
  replyTimeoutMs?: number | null;
}

@InputType('ReplayUserInput', { description: 'Replays the users of recorded rollouts, matched by task and trial.' })
export class ReplayUserInput {
  @Field(() => ID, { description: 'Experiment with the recorded rollouts.' })
  experimentId!: string;

  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Only rollouts of the policy with this name. Default: all.',
  })
  policyName?: string | null;
}

@InputType('UserSimulatorSpecInput', { description: 'Kind of a user simulator. Exactly one member must be given.' })
export class UserSimulatorSpecInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'True: a program that knows the facts of the task, or reads its instruction.',
  })
  scripted?: boolean | null;

  @Field(() => LlmUserInput, { nullable: true, description: 'A model behind an endpoint.' })
  llm?: LlmUserInput | null;

  @Field(() => HumanUserInput, { nullable: true, description: 'A person.' })
  human?: HumanUserInput | null;

  @Field(() => ReplayUserInput, { nullable: true, description: 'Recorded users.' })
  replay?: ReplayUserInput | null;
}

@InputType('CreateUserSimulatorInput', { description: 'A new user simulator that our workers can run.' })
export class CreateUserSimulatorInput {
  @BoundedText({
    rule: TEXTS.name,
    description:
      'Name. The version comes from the program; name and version together are unique within the organization.',
  })
  name!: string;

  @Field(() => UserSimulatorSpecInput, { description: 'Kind of the user simulator, with its settings.' })
  spec!: UserSimulatorSpecInput;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}

/** @throws InvalidInputError for a setting out of range */
export function simulatorSpecOf({ scripted, llm, human, replay }: UserSimulatorSpecInput): SimulatorSpec {
  if (scripted) return parseSimulatorSpec({ kind: 'SCRIPTED' });
  if (llm) return parseSimulatorSpec({ kind: 'LLM', settings: omitNullish(llm) });
  if (human) return parseSimulatorSpec({ kind: 'HUMAN', ...omitNullish(human) });
  if (replay) return parseSimulatorSpec({ kind: 'REPLAY', policyName: null, ...omitNullish(replay) });
  throw new InvalidInputError('spec: give exactly one of scripted (true), llm, human, replay');
}
