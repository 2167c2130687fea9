import type { GoldenAction, RecordedTask } from '../domain/trajectory';
import { collectJsonTexts } from './collect-json-texts';
import type { FieldReader, JsonObject } from './field-reader';
import { parseRow } from './parse-row';

/**
 * Reads one element of `tasks` of a tau2-bench result file: the task as it was run.
 *
 * The instruction is the text that the user simulator was given. Golden actions are those of the assistant (a missing
 * `requestor` means the assistant), with arguments as compact JSON in the order of the file; their `compare_args` are not kept.
 *
 * @param raw bytes of the element
 * @throws RowProblemError when the bytes are not JSON or a field is missing or of another type
 * @see tau2-bench at commit a2c02472, `Task`; missing or null `evaluation_criteria` give no golden actions and no outputs
 */
export function readTau2Task(raw: Uint8Array, fields: FieldReader): RecordedTask {
  const { text, value } = parseRow(raw);
  const task = fields.object(value, '');
  const criteria = fields.optionalObject(task.evaluation_criteria, 'evaluation_criteria') ?? {};
  return {
    externalId: fields.name(task.id, 'id'),
    instruction: describeScenario(fields.object(task.user_scenario, 'user_scenario'), fields),
    goldenActions: readGoldenActions(criteria.actions, text, fields),
    expectedOutputs: fields
      .optionalList(criteria.communicate_info, 'evaluation_criteria.communicate_info')
      .map((output, index) => fields.text(output, `evaluation_criteria.communicate_info[${index}]`)),
  };
}

function readGoldenActions(actions: unknown, text: string, fields: FieldReader): readonly GoldenAction[] {
  const texts = collectJsonTexts(text, [['evaluation_criteria', 'actions', '*', 'arguments']]);
  return fields.optionalList(actions, 'evaluation_criteria.actions').flatMap((value, index) => {
    const field = `evaluation_criteria.actions[${index}]`;
    const action = fields.object(value, field);
    if ((fields.optionalText(action.requestor, `${field}.requestor`) ?? 'assistant') !== 'assistant') return [];
    fields.object(action.arguments, `${field}.arguments`);
    return [{ name: fields.text(action.name, `${field}.name`), arguments: texts.get(`${field}.arguments`)! }];
  });
}

function describeScenario(scenario: JsonObject, fields: FieldReader): string {
  const persona = fields.optionalText(scenario.persona, 'user_scenario.persona');
  const lines = persona === null ? [] : ['Persona:', indent(persona)];
  return [...lines, 'Instructions:', indent(describeInstructions(scenario.instructions, fields))].join('\n');
}

function describeInstructions(instructions: unknown, fields: FieldReader): string {
  const place = 'user_scenario.instructions';
  if (typeof instructions === 'string') return fields.text(instructions, place);
  const parts = fields.object(instructions, place);
  const read = (name: string): string => fields.text(parts[name], `${place}.${name}`);
  const block = (title: string, name: string): readonly string[] => {
    const text = fields.optionalText(parts[name], `${place}.${name}`);
    return text === null ? [] : [`${title}:\n${indent(text)}`];
  };
  return [
    `Domain: ${read('domain')}`,
    `Reason for call:\n${indent(read('reason_for_call'))}`,
    ...block('Known info', 'known_info'),
    ...block('Unknown info', 'unknown_info'),
    `Task instructions:\n${indent(read('task_instructions'))}`,
  ].join('\n');
}

/** A tab before each line that is not blank, as Python's `textwrap.indent` does. */
function indent(text: string): string {
  return text.replace(/^(?=.*\S)/gm, '\t');
}
