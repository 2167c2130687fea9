import type { GoldenAction, RecordedRollout, RecordedTask } from '../domain/trajectory';
import { buildTurns, type Message, type MessageCall } from './build-turns';
import { collectJsonTexts } from './collect-json-texts';
import type { FieldReader, JsonObject } from './field-reader';
import { parseRow } from './parse-row';
import { RowProblemError } from './row-problem';
import { judgeRow, type ReadRow, type RowReading } from './row-reading';

export type TauBenchOptions = {
  readonly row: number;
  readonly fields: FieldReader;
  /**
   * Count a run that ended with an exception as reward 0, as the benchmark's own metrics do; otherwise it is a failure
   * without reward.
   */
  readonly countFailuresAsAuthorsDo: boolean;
};

const MAX_ERROR_CHARACTERS = 200;

/**
 * Reads one element of a tau-bench (v1) result file: `{task_id, reward, info, traj, trial}`.
 *
 * Golden actions keep their arguments as compact JSON in the order of the file; arguments of calls are kept as the file
 * has them. The end reason is the record's `info.source`, the source of the last observation (`user`, or a tool); null
 * at the step limit, which the record shows by `reward_info: null`; the text of `info.error`, cut to 200 characters,
 * for a run that ended with an exception. Rollouts of the react and act agents have no tool messages: their calls are
 * text of the agent, and the answers stay user messages that start with `API output: `.
 *
 * @param raw bytes of the element
 * @returns the rollout, or why the row is rejected
 * @see tau-bench at commit 59a200c6, `EnvRunResult`; unknown keys are ignored
 */
export function readTauBenchRow(raw: Uint8Array, options: TauBenchOptions): RowReading {
  return judgeRow(options.row, () => readRow(raw, options));
}

function readRow(raw: Uint8Array, options: TauBenchOptions): ReadRow {
  const { fields } = options;
  const { text, value } = parseRow(raw);
  const row = fields.object(value, '');
  const taskId = fields.name(row.task_id, 'task_id');
  const trial = fields.count(row.trial, 'trial');
  const info = fields.object(row.info, 'info');
  const isFailure = info.error !== undefined && info.error !== null;
  if (isFailure) {
    const rollout = readFailure(taskId, trial, options);
    const endReason = fields.text(info.error, 'info.error').slice(0, MAX_ERROR_CHARACTERS);
    return { rollout: { ...rollout, endReason }, clientId: null, isTaskDescribed: false };
  }

  const reward = fields.finiteNumber(row.reward, 'reward');
  if (info.reward_info === undefined) throw missingRewardInfo();
  const isTruncated = fields.optionalObject(info.reward_info, 'info.reward_info') === null;
  const rollout: RecordedRollout = {
    task: readTask(taskId, fields.object(info.task, 'info.task'), { fields, text }),
    trial,
    outcomeClass: 'SCORED',
    reward: isTruncated ? 0 : reward,
    endReason: isTruncated ? null : fields.optionalText(info.source, 'info.source'),
    isTruncated,
    ...buildTurns(readMessages(row.traj, fields)),
    seed: null,
  };
  return { rollout, clientId: null, isTaskDescribed: true };
}

function missingRewardInfo(): RowProblemError {
  const message = '`info.reward_info` is missing; expected an object, or null for a run that hit the step limit';
  return new RowProblemError('MISSING_FIELD', 'info.reward_info', message);
}

/** A run that ended with an exception: the benchmark always writes reward 0 and no messages. */
function readFailure(taskId: string, trial: number, options: TauBenchOptions): RecordedRollout {
  const isScored = options.countFailuresAsAuthorsDo;
  return {
    task: { externalId: taskId, instruction: '', goldenActions: [], expectedOutputs: [] },
    trial,
    outcomeClass: isScored ? 'SCORED' : 'INFRASTRUCTURE_FAILURE',
    reward: isScored ? 0 : null,
    endReason: null,
    isTruncated: false,
    openingMessage: null,
    turns: [],
    seed: null,
  };
}

type TaskSource = { readonly fields: FieldReader; readonly text: string };

function readTask(externalId: string, task: JsonObject, { fields, text }: TaskSource): RecordedTask {
  const kwargs = collectJsonTexts(text, [['info', 'task', 'actions', '*', 'kwargs']]);
  const readAction = (value: unknown, index: number): GoldenAction => {
    const field = `info.task.actions[${index}]`;
    const action = fields.object(value, field);
    fields.object(action.kwargs, `${field}.kwargs`);
    return { name: fields.text(action.name, `${field}.name`), arguments: kwargs.get(`${field}.kwargs`)! };
  };
  return {
    externalId,
    instruction: fields.text(task.instruction, 'info.task.instruction'),
    goldenActions: fields.list(task.actions, 'info.task.actions').map(readAction),
    expectedOutputs: fields
      .list(task.outputs, 'info.task.outputs')
      .map((output, index) => fields.text(output, `info.task.outputs[${index}]`)),
  };
}

function readMessages(traj: unknown, fields: FieldReader): readonly Message[] {
  return fields.list(traj, 'traj').map((value, index) => {
    const field = `traj[${index}]`;
    return readMessage(fields.object(value, field), field, fields);
  });
}

function readMessage(message: JsonObject, field: string, fields: FieldReader): Message {
  const { role } = message;
  switch (role) {
    case 'system':
    case 'developer':
      return { role: 'context' };
    case 'user':
      return { role, content: fields.text(message.content, `${field}.content`) };
    case 'assistant':
      return {
        role,
        content: fields.optionalText(message.content, `${field}.content`),
        calls: readCalls(message.tool_calls, `${field}.tool_calls`, fields),
        inputTokens: null,
        outputTokens: null,
      };
    case 'tool':
      return {
        role,
        callId: fields.optionalText(message.tool_call_id, `${field}.tool_call_id`),
        content: fields.text(message.content, `${field}.content`),
        isError: null,
        field,
      };
    default: {
      const name = fields.text(role, `${field}.role`);
      const reason = `\`${field}.role\` is ${JSON.stringify(name.slice(0, 60))}; known roles are system, developer, user, assistant, tool`;
      throw new RowProblemError('UNKNOWN_ROLE', `${field}.role`, reason);
    }
  }
}

function readCalls(calls: unknown, field: string, fields: FieldReader): readonly MessageCall[] {
  return fields.optionalList(calls, field).map((value, index) => {
    const place = `${field}[${index}]`;
    const call = fields.object(value, place);
    const tool = fields.object(call.function, `${place}.function`);
    return {
      id: fields.optionalText(call.id, `${place}.id`),
      name: fields.text(tool.name, `${place}.function.name`),
      arguments: fields.text(tool.arguments, `${place}.function.arguments`),
    };
  });
}
