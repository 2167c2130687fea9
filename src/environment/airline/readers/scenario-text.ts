import type { ValueMap } from '../../values/value';
import { expectMap, expectText } from './expected-fields';

const PARTS = [
  ['reason_for_call', 'Reason for call'],
  ['known_info', 'Known info'],
  ['unknown_info', 'Unknown info'],
  ['task_instructions', 'Task instructions'],
] as const;

/**
 * The instruction of a simulated user of the second version: the persona, if any, and the instructions, each part
 * indented by a tab. Parts that are null are omitted.
 *
 * @param scenario `persona` and `instructions`, which are an object or one text
 * @throws InvalidInputError when the instructions are missing or a part is not a string
 * @see Specification of tau2-bench airline, section 4
 */
export function scenarioText(scenario: ValueMap, place: string): string {
  const persona = scenario.get('persona') ?? null;
  const lines = persona === null ? [] : ['Persona:', indented(expectText(persona, `${place}: persona`))];
  const given = scenario.get('instructions');
  const instructions =
    typeof given === 'string' ? given : instructionText(expectMap(given, `${place}: instructions`), place);
  return [...lines, 'Instructions:', indented(instructions)].join('\n');
}

function instructionText(instructions: ValueMap, place: string): string {
  const lines = [`Domain: ${expectText(instructions.get('domain'), `${place}: domain`)}`];
  for (const [key, heading] of PARTS) {
    const part = instructions.get(key) ?? null;
    if (part !== null) lines.push(`${heading}:`, indented(expectText(part, `${place}: ${key}`)));
  }
  return lines.join('\n');
}

function indented(text: string): string {
  return text.replace(/^(?=.*\S)/gm, '\t');
}
