import type { Utterance } from '../../../src/conversation/conversation';
import type { RecordedTask } from '../../../src/domain/trajectory';
import { AIRLINE_TOOL_KINDS } from '../../../src/environment/airline/tool-kinds';

/** What the agent computes. */
const COMPUTED = ['amount', 'nonfree_baggages'];

const MONTH = /\bmay (\d{1,2})/gi;

/**
 * Arguments of a task's golden writes that before the write neither the user said nor a tool result showed, as `name: value`.
 *
 * A date counts as said in words (`May 20`), a cabin, trip type or insurance by its own words, a count of bags by its number or by
 * saying that there are none.
 */
export function unsaidArguments(task: RecordedTask, utterances: readonly Utterance[]): string[] {
  const writes = task.goldenActions.filter(({ name }) => AIRLINE_TOOL_KINDS.get(name) === 'WRITE');
  return writes.flatMap((write) => {
    const end = utterances.findIndex(
      (utterance) =>
        utterance.speaker === 'TOOL' && utterance.name === write.name && utterance.arguments === write.arguments,
    );
    const before = utterances.slice(0, end < 0 ? utterances.length : end);
    const said = before.map((utterance) => (utterance.speaker === 'USER' ? utterance.text : '')).join('\n');
    const shown = before.map((utterance) => (utterance.speaker === 'TOOL' ? utterance.result : '')).join('\n');
    return leavesOf('', JSON.parse(write.arguments))
      .filter(({ name, value }) => !COMPUTED.includes(name) && !isIn(name, value, said, shown))
      .map(({ name, value }) => `${write.name} ${name}: ${value}`);
  });
}

type Leaf = { readonly name: string; readonly value: string | number };

function leavesOf(name: string, value: unknown): Leaf[] {
  if (typeof value === 'string' || typeof value === 'number') return [{ name, value }];
  if (Array.isArray(value)) return value.flatMap((member: unknown) => leavesOf(name, member));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(key, member));
}

function isIn(name: string, value: string | number, said: string, shown: string): boolean {
  switch (name) {
    case 'total_baggages':
      return value === 0
        ? /(?:\b(?:no|not|without)|n't)\b[^.]*\b(?:bag|luggage|suitcase)/i.test(said)
        : new RegExp(`\\b${value}\\b[^.]*\\b(?:bag|luggage|suitcase)`, 'i').test(said);
    case 'insurance':
      return /\binsurance\b/i.test(said);
    case 'flight_type':
      return new RegExp(value === 'one_way' ? 'one[- ]way' : 'round[- ]trip|return', 'i').test(said);
    case 'cabin':
      return new RegExp(String(value).replace('_', '[ _]'), 'i').test(
        `${said}\n${shown.includes(`"cabin": "${value}"`) ? value : ''}`,
      );
    case 'date':
      return shown.includes(`"date": "${value}"`) || datesIn(said).includes(String(value));
    default:
      return said.toLowerCase().includes(String(value).toLowerCase()) || shown.includes(`"${value}"`);
  }
}

function datesIn(text: string): string[] {
  return Array.from(text.matchAll(MONTH), (match) => `2024-05-${match[1]!.padStart(2, '0')}`);
}
