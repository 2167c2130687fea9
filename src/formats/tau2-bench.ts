import type { RecordedTask } from '../domain/trajectory';
import { buildTurns, type Message, type MessageCall } from './build-turns';
import { collectJsonTexts } from './collect-json-texts';
import type { FieldReader, JsonObject } from './field-reader';
import { parseRow } from './parse-row';
import { RowProblemError } from './row-problem';
import { judgeRow, type ReadRow, type RowReading } from './row-reading';
import { tau2Outcome } from './tau2-outcome';

export type Tau2Options = {
  readonly row: number;
  readonly fields: FieldReader;
  /** The task by its id; @throws RowProblemError when the file has no such task or it could not be read. */
  readonly findTask: (id: string | null) => RecordedTask;
  /** Index of this row among those of its task, for a row without a trial number. */
  readonly nextTrial: (task: RecordedTask) => number;
};

/** The orchestrator makes the agent open every conversation with this line; it is not chosen by the policy. */
const FIXED_OPENING = 'Hi! How can I help you today?';
const KEPT_TEXTS = [['seed'], ['messages', '*', 'tool_calls', '*', 'arguments']];

/**
 * Reads one element of `simulations` of a tau2-bench (v2) result file.
 *
 * The fixed opening line is no turn. Arguments are objects in the file and become compact JSON in its order; text is
 * kept as it is. The error flag of a tool message is kept. Calls of the user's own tools and their results are skipped.
 * Lenient rows of other writers (only `id`, `reward_info`, `messages`) are read when the file has a single task.
 *
 * @param raw bytes of the element
 * @returns the rollout with the simulation's id, or why the row is rejected
 * @see tau2-bench at commit a2c02472, `SimulationRun`; unknown keys are ignored
 */
export function readTau2Row(raw: Uint8Array, options: Tau2Options): RowReading {
  return judgeRow(options.row, () => readRow(raw, options));
}

function readRow(raw: Uint8Array, { fields, findTask, nextTrial }: Tau2Options): ReadRow {
  const { text, value } = parseRow(raw);
  const row = fields.object(value, '');
  const taskId = isAbsent(row.task_id) ? null : fields.name(row.task_id, 'task_id');
  const task = findTask(taskId);
  const rank = nextTrial(task);
  const endReason = fields.optionalText(row.termination_reason, 'termination_reason');
  const rewardInfo = fields.optionalObject(row.reward_info, 'reward_info') ?? {};
  const reward = isAbsent(rewardInfo.reward) ? null : fields.finiteNumber(rewardInfo.reward, 'reward_info.reward');
  const texts = collectJsonTexts(text, KEPT_TEXTS);
  const rollout = {
    task,
    trial: isAbsent(row.trial) ? rank : fields.count(row.trial, 'trial'),
    ...tau2Outcome(endReason, reward),
    endReason,
    ...buildTurns(readMessages(row.messages, { fields, texts })),
    seed: readSeed(row.seed, { fields, texts }),
  };
  return { rollout, clientId: fields.optionalText(row.id, 'id'), isTaskDescribed: true };
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

type Source = { readonly fields: FieldReader; readonly texts: ReadonlyMap<string, string> };

/** A seed verbatim, because as a number one beyond 2^53 would change. */
function readSeed(seed: unknown, { fields, texts }: Source): string | null {
  if (typeof seed !== 'number') return fields.optionalText(seed, 'seed');
  return texts.get('seed')!;
}

function readMessages(messages: unknown, source: Source): readonly Message[] {
  const list = source.fields.list(messages, 'messages');
  return list.flatMap((value, index) => {
    const field = `messages[${index}]`;
    const message = source.fields.object(value, field);
    const isFixedOpening = index === 0 && message.role === 'assistant' && message.content === FIXED_OPENING;
    if (isFixedOpening) return [];
    return isOfUserTool(message) ? [] : [readMessage(message, field, source)];
  });
}

function isOfUserTool(message: JsonObject): boolean {
  return message.role === 'tool' && message.requestor === 'user';
}

function readMessage(message: JsonObject, field: string, source: Source): Message {
  const { fields } = source;
  const { role } = message;
  switch (role) {
    case 'system':
      return { role: 'context' };
    case 'user':
      return { role, content: fields.optionalText(message.content, `${field}.content`) };
    case 'assistant':
      return {
        role,
        content: fields.optionalText(message.content, `${field}.content`),
        calls: readCalls(message.tool_calls, `${field}.tool_calls`, source),
        inputTokens: readTokens(message.usage, `${field}.usage`, { fields, name: 'prompt_tokens' }),
        outputTokens: readTokens(message.usage, `${field}.usage`, { fields, name: 'completion_tokens' }),
      };
    case 'tool':
      return {
        role,
        callId: fields.text(message.id, `${field}.id`),
        content: fields.optionalText(message.content, `${field}.content`) ?? '',
        isError: readErrorFlag(message.error, `${field}.error`),
        field,
      };
    default: {
      const name = fields.text(role, `${field}.role`);
      const reason = `\`${field}.role\` is ${JSON.stringify(name.slice(0, 60))}; known roles are system, user, assistant, tool`;
      throw new RowProblemError('UNKNOWN_ROLE', `${field}.role`, reason);
    }
  }
}

function readErrorFlag(value: unknown, field: string): boolean | null {
  if (isAbsent(value)) return null;
  if (typeof value === 'boolean') return value;
  throw new RowProblemError('WRONG_TYPE', field, `\`${field}\` is a ${typeof value}; expected true or false`);
}

type TokenField = { readonly fields: FieldReader; readonly name: string };

function readTokens(usage: unknown, field: string, { fields, name }: TokenField): number | null {
  const tokens = fields.optionalObject(usage, field)?.[name];
  return isAbsent(tokens) ? null : fields.count(tokens, `${field}.${name}`);
}

function readCalls(calls: unknown, field: string, { fields, texts }: Source): readonly MessageCall[] {
  return fields.optionalList(calls, field).map((value, index) => {
    const place = `${field}[${index}]`;
    const call = fields.object(value, place);
    return {
      id: fields.text(call.id, `${place}.id`),
      name: fields.text(call.name, `${place}.name`),
      arguments: readArguments(call.arguments, `${place}.arguments`, { fields, texts }),
    };
  });
}

function readArguments(value: unknown, field: string, { fields, texts }: Source): string {
  if (typeof value === 'string') return fields.text(value, field);
  fields.object(value, field);
  return fields.text(texts.get(field), field);
}
