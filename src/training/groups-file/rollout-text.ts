import { z } from 'zod';
import { OUTCOME_CLASSES, type RecordedRollout, type RecordedTask } from '../../domain/trajectory';

const text = z.string();
const figure = z.number().nullable();

const toolCall = z.strictObject({
  name: text,
  arguments: text,
  result: text.nullable(),
  isError: z.boolean().nullable(),
});

const turn = z.strictObject({
  message: text.nullable(),
  toolCalls: z.array(toolCall),
  userMessage: text.nullable(),
  inputTokens: figure,
  outputTokens: figure,
  latencyMs: figure,
  logProbability: figure.exactOptional(),
});

const rolloutSchema = z.strictObject({
  trial: z.int().min(0),
  outcomeClass: z.enum(OUTCOME_CLASSES),
  reward: figure,
  endReason: text.nullable(),
  isTruncated: z.boolean(),
  openingMessage: text.nullable(),
  turns: z.array(turn),
  seed: text.nullable(),
});

/** Tasks were checked by the writer of the file: they are kept whole, including fields beyond `Task`. */
const taskSchema = z.looseObject({
  externalId: text,
  instruction: text,
  goldenActions: z.array(z.looseObject({ name: text, arguments: text })),
  expectedOutputs: z.array(text),
});

const textSchema = z.strictObject({
  tasks: z.array(taskSchema),
  stateKeys: z.array(text),
  groups: z.array(z.array(z.strictObject({ task: z.int().min(0), rollout: rolloutSchema }))),
});

/** The text part of the groups: rollouts, with tasks and state keys listed once. */
export type RolloutText = {
  readonly tasks: readonly RecordedTask[];
  readonly stateKeys: readonly string[];
  readonly groups: readonly (readonly { readonly task: number; readonly rollout: Omit<RecordedRollout, 'task'> }[])[];
};

/** @throws ZodError or SyntaxError for malformed text */
export function parseRolloutText(json: string): RolloutText {
  return textSchema.parse(JSON.parse(json));
}
