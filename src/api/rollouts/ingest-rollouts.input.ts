import { Field, Float, ID, InputType, Int } from 'type-graphql';
import type { OutcomeClass } from '../../domain/trajectory';
import { OutcomeClassEnum } from '../../model/enums';
import { ROLLOUT_LIMITS } from '../../services/rollouts/find-rollout-problem';
import { TEXTS } from '../../stored-text';
import { BoundedList, ListInRow, TextInRow } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { LIMITS } from '../guards/limits';

@InputType('GoldenActionInput', { description: 'An action of the reference solution of a task.' })
export class GoldenActionInput {
  @TextInRow({ rule: TEXTS.recordedWord, description: 'Name of the tool.' })
  name!: string;

  @TextInRow({ rule: TEXTS.content, description: 'Arguments as JSON text of an object; kept verbatim.' })
  arguments!: string;
}

@InputType('TaskInput', { description: 'The task that a rollout is about.' })
export class TaskInput {
  @TextInRow({ rule: TEXTS.recordedName, description: 'The benchmark’s own name of the task, e.g. `17`.' })
  externalId!: string;

  @TextInRow({
    nullable: true,
    rule: TEXTS.content,
    description: 'What the simulated user is told. Absent: the row only names a task that other rows describe.',
  })
  instruction?: string | null;

  @ListInRow(() => GoldenActionInput, {
    nullable: true,
    max: LIMITS.taskEntries,
    description: 'The reference solution, in order; absent: none.',
  })
  goldenActions?: GoldenActionInput[] | null;

  @ListInRow(() => String, {
    nullable: true,
    max: LIMITS.taskEntries,
    description: 'Texts that the agent must have told the user; absent: none.',
  })
  expectedOutputs?: string[] | null;
}

@InputType('ToolCallInput', { description: 'One call of a tool by the agent, with what came back.' })
export class ToolCallInput {
  @TextInRow({ rule: TEXTS.toolName, description: 'Name of the tool as the agent wrote it.' })
  name!: string;

  @TextInRow({ rule: TEXTS.content, description: 'JSON text as the agent wrote it; kept verbatim, may fail to parse.' })
  arguments!: string;

  @TextInRow({
    nullable: true,
    rule: TEXTS.content,
    description: 'Text of the tool; absent when the record holds no result.',
  })
  result?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'An explicit error status; absent when the record has none.' })
  isError?: boolean | null;
}

@InputType('TurnInput', { description: 'One assistant message: words to the user, or tool calls, or both.' })
export class TurnInput {
  @TextInRow({
    nullable: true,
    rule: TEXTS.content,
    description: 'The agent’s text; absent when it only called tools.',
  })
  message?: string | null;

  @ListInRow(() => ToolCallInput, {
    nullable: true,
    max: ROLLOUT_LIMITS.callsPerTurn,
    description: 'Its tool calls, in order; absent: none.',
  })
  toolCalls?: ToolCallInput[] | null;

  @TextInRow({ nullable: true, rule: TEXTS.content, description: 'What the user said next; absent when nothing.' })
  userMessage?: string | null;

  @Field(() => Int, { nullable: true, description: 'Tokens read for this turn, at least 0.' })
  inputTokens?: number | null;

  @Field(() => Int, { nullable: true, description: 'Tokens written in this turn, at least 0.' })
  outputTokens?: number | null;

  @Field(() => Float, { nullable: true, description: 'The agent’s wall time for this turn, milliseconds, at least 0.' })
  latencyMs?: number | null;
}

@InputType('RolloutInput', { description: 'One recorded conversation on one task.' })
export class RolloutInput {
  @TextInRow({
    nullable: true,
    rule: TEXTS.recordedName,
    description:
      'Your id of the rollout, case-sensitive. A row with the id of a stored one of the experiment is a DUPLICATE; without an id, a row with the same content is.',
  })
  clientId?: string | null;

  @TextInRow({
    rule: TEXTS.recordedName,
    description: 'Name of the policy that chose the actions; made when it is new.',
  })
  policyName!: string;

  @TextInRow({ rule: TEXTS.recordedName, description: 'Name of who played the user; made when it is new.' })
  simulatorName!: string;

  @TextInRow({
    nullable: true,
    rule: TEXTS.recordedName,
    description: 'Version of who played the user; absent: `unknown`.',
  })
  simulatorVersion?: string | null;

  @Field(() => TaskInput, { description: 'The task that it is about.' })
  task!: TaskInput;

  @Field(() => Int, { description: 'Rank among the rollouts of its task, from 0.' })
  trial!: number;

  @Field(() => OutcomeClassEnum, { description: 'How it ended, seen as evidence.' })
  outcomeClass!: OutcomeClass;

  @Field(() => Float, { nullable: true, description: 'Final reward: a finite number exactly when SCORED.' })
  reward?: number | null;

  @TextInRow({
    nullable: true,
    rule: TEXTS.recordedWord,
    description: 'The record’s own word for how it ended, e.g. `max_steps`.',
  })
  endReason?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'True when a step, turn or token limit ended it.' })
  isTruncated!: boolean;

  @TextInRow({ nullable: true, rule: TEXTS.content, description: 'What the user said before the agent’s first turn.' })
  openingMessage?: string | null;

  @TextInRow({
    nullable: true,
    rule: TEXTS.recordedWord,
    description: 'Seed of the run, as text because seeds exceed 2^53.',
  })
  seed?: string | null;

  @ListInRow(() => TurnInput, { max: ROLLOUT_LIMITS.turns, description: 'Its turns, in order.' })
  turns!: TurnInput[];
}

@InputType('IngestRolloutsInput', { description: 'A batch of rollouts for one experiment.' })
export class IngestRolloutsInput {
  @Field(() => ID, { description: 'The experiment that they belong to.' })
  experimentId!: string;

  @BoundedList(() => RolloutInput, { max: LIMITS.batchRows, description: 'The rollouts.' })
  rows!: RolloutInput[];

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
