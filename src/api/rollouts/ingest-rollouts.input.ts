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

  @TextInRow({ rule: TEXTS.content, description: 'Arguments as the JSON text of an object; stored verbatim.' })
  arguments!: string;
}

@InputType('TaskInput', { description: 'The task of a rollout.' })
export class TaskInput {
  @TextInRow({ rule: TEXTS.recordedName, description: 'Id of the task in its benchmark, e.g. `17`.' })
  externalId!: string;

  @TextInRow({
    nullable: true,
    rule: TEXTS.content,
    description: 'Instruction to the user simulator. Absent: the row refers to a task that other rows describe.',
  })
  instruction?: string | null;

  @ListInRow(() => GoldenActionInput, {
    nullable: true,
    max: LIMITS.taskEntries,
    description: 'The reference solution, in order. Default: empty.',
  })
  goldenActions?: GoldenActionInput[] | null;

  @ListInRow(() => String, {
    nullable: true,
    max: LIMITS.taskEntries,
    description: 'Texts that the agent must tell the user. Default: none.',
  })
  expectedOutputs?: string[] | null;
}

@InputType('ToolCallInput', { description: 'A tool call of the agent, with its result.' })
export class ToolCallInput {
  @TextInRow({ rule: TEXTS.toolName, description: 'Tool name as written by the agent.' })
  name!: string;

  @TextInRow({
    rule: TEXTS.content,
    description: 'Arguments as JSON text as written by the agent; stored verbatim and may be invalid JSON.',
  })
  arguments!: string;

  @TextInRow({
    nullable: true,
    rule: TEXTS.content,
    description: 'Output of the tool; absent if the record has no result.',
  })
  result?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Error status stated in the record; absent if it states none.' })
  isError?: boolean | null;
}

@InputType('TurnInput', { description: 'One assistant message: text to the user, tool calls, or both.' })
export class TurnInput {
  @TextInRow({
    nullable: true,
    rule: TEXTS.content,
    description: 'Text of the agent; absent if it only called tools.',
  })
  message?: string | null;

  @ListInRow(() => ToolCallInput, {
    nullable: true,
    max: ROLLOUT_LIMITS.callsPerTurn,
    description: 'Tool calls of the turn, in order. Default: none.',
  })
  toolCalls?: ToolCallInput[] | null;

  @TextInRow({ nullable: true, rule: TEXTS.content, description: 'Reply of the user; absent if there is none.' })
  userMessage?: string | null;

  @Field(() => Int, { nullable: true, description: 'Input tokens of this turn, at least 0.' })
  inputTokens?: number | null;

  @Field(() => Int, { nullable: true, description: 'Output tokens of this turn, at least 0.' })
  outputTokens?: number | null;

  @Field(() => Float, { nullable: true, description: 'Wall time of the agent for this turn in ms, at least 0.' })
  latencyMs?: number | null;
}

@InputType('RolloutInput', { description: 'A recorded conversation on one task.' })
export class RolloutInput {
  @TextInRow({
    nullable: true,
    rule: TEXTS.recordedName,
    description:
      'Your id of the rollout, case-sensitive. A row is a DUPLICATE if the experiment has a rollout with this id, or, without an id, with the same content.',
  })
  clientId?: string | null;

  @TextInRow({
    rule: TEXTS.recordedName,
    description: 'Name of the policy that chose the actions; created if it is new.',
  })
  policyName!: string;

  @TextInRow({ rule: TEXTS.recordedName, description: 'Name of the user simulator; created if it is new.' })
  simulatorName!: string;

  @TextInRow({
    nullable: true,
    rule: TEXTS.recordedName,
    description: 'Version of the user simulator. Default: `unknown`.',
  })
  simulatorVersion?: string | null;

  @Field(() => TaskInput, { description: 'The task.' })
  task!: TaskInput;

  @Field(() => Int, { description: 'Index among the rollouts of the task, from 0.' })
  trial!: number;

  @Field(() => OutcomeClassEnum, {
    description: 'Outcome class: whether the rollout counts as evidence about the agent.',
  })
  outcomeClass!: OutcomeClass;

  @Field(() => Float, {
    nullable: true,
    description: 'Final reward, a finite number; required if SCORED, absent otherwise.',
  })
  reward?: number | null;

  @TextInRow({
    nullable: true,
    rule: TEXTS.recordedWord,
    description: 'Reason for the end as given in the record, e.g. `max_steps`.',
  })
  endReason?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'True if a step, turn or token limit ended the rollout.' })
  isTruncated!: boolean;

  @TextInRow({ nullable: true, rule: TEXTS.content, description: 'Message of the user before the agent’s first turn.' })
  openingMessage?: string | null;

  @TextInRow({
    nullable: true,
    rule: TEXTS.recordedWord,
    description: 'Random seed, as text because seeds can exceed 2^53.',
  })
  seed?: string | null;

  @ListInRow(() => TurnInput, { max: ROLLOUT_LIMITS.turns, description: 'Turns of the rollout, in order.' })
  turns!: TurnInput[];
}

@InputType('IngestRolloutsInput', { description: 'A batch of rollouts of one experiment.' })
export class IngestRolloutsInput {
  @Field(() => ID, { description: 'Experiment that the rollouts belong to.' })
  experimentId!: string;

  @BoundedList(() => RolloutInput, { max: LIMITS.batchRows, description: 'The rollouts.' })
  rows!: RolloutInput[];

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
