import { Field, ID, InputType, Int } from 'type-graphql';
import { InvalidInputError } from '../../errors';
import { parseSimulatorSpec } from '../../services/players/create-user-simulator';
import { TEXTS } from '../../stored-text';
import type { SimulatorSpec } from '../../services/players/simulator-spec';
import type { LlmUserStrategy } from '../../simulators/llm/llm-user-settings';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { LIMITS } from '../guards/limits';
import { LlmUserStrategyEnum } from './player-enums';
import { MODEL_NAME, SamplingInput } from './sampling.input';
import { omitNullish } from '../graph/omit-nullish';

const DEFAULT_REPLY_TIMEOUT_MS = 600_000;

@InputType('LlmUserInput', { description: 'A user whom a model behind an OpenAI-compatible endpoint plays.' })
export class LlmUserInput extends SamplingInput {
  @BoundedText(MODEL_NAME)
  model!: string;

  @Field(() => LlmUserStrategyEnum, { nullable: true, description: 'How the model is made to speak; default LLM.' })
  strategy?: LlmUserStrategy | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Requests for one text until it can be read, 1 to 10; default 3.',
  })
  maxTries?: number | null;
}

@InputType('HumanUserInput', { description: 'A user whom a person plays: see `humanTurns` and `submitUserMessage`.' })
export class HumanUserInput {
  @Field(() => Int, {
    nullable: true,
    description: 'How long a person may take for each answer, 1 to 604,800,000 milliseconds; default 600,000.',
  })
  replyTimeoutMs?: number | null;
}

@InputType('ReplayUserInput', { description: 'The recorded users of rollouts, found by task and trial.' })
export class ReplayUserInput {
  @Field(() => ID, { description: 'The experiment with the recorded rollouts.' })
  experimentId!: string;

  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Only the rollouts of the policy of this name; absent: all.',
  })
  policyName?: string | null;
}

@InputType('UserSimulatorSpecInput', { description: 'Who plays the user: exactly one of these.' })
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

@InputType('CreateUserSimulatorInput', { description: 'A new simulated user that our workers can play.' })
export class CreateUserSimulatorInput {
  @BoundedText({
    rule: TEXTS.name,
    description: 'Name; with the version, which the program has, unique in the organization.',
  })
  name!: string;

  @Field(() => UserSimulatorSpecInput, { description: 'Who plays it.' })
  spec!: UserSimulatorSpecInput;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}

/** @throws InvalidInputError for a setting out of range */
export function simulatorSpecOf({ scripted, llm, human, replay }: UserSimulatorSpecInput): SimulatorSpec {
  if (scripted) return parseSimulatorSpec({ kind: 'SCRIPTED' });
  if (llm) return parseSimulatorSpec({ kind: 'LLM', settings: omitNullish(llm) });
  if (human) {
    return parseSimulatorSpec({ kind: 'HUMAN', replyTimeoutMs: DEFAULT_REPLY_TIMEOUT_MS, ...omitNullish(human) });
  }
  if (replay) return parseSimulatorSpec({ kind: 'REPLAY', policyName: null, ...omitNullish(replay) });
  throw new InvalidInputError('spec: give exactly one of scripted (true), llm, human, replay');
}
