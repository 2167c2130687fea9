import type { Utterance } from '../../conversation/conversation';
import { parseArguments } from '../../domain/classification/parse-arguments';

/** Strings and numbers in the calls and results of a conversation, by field name. */
export type SeenValues = ReadonlyMap<string, ReadonlySet<string | number>>;

/**
 * Collects all tool arguments and results. Items of a list are stored under the name of the list; the keys of
 * `payment_methods` count as values of `payment_id`, the items of `reservations` as values of `reservation_id`.
 */
export function seenValues(utterances: readonly Utterance[]): SeenValues {
  const values = new Map<string, Set<string | number>>();
  for (const utterance of utterances) {
    if (utterance.speaker !== 'TOOL') continue;
    // A list, as from a search, is read as an object with one field.
    for (const text of [utterance.arguments, `{"result": ${utterance.result}}`])
      collect('', parseArguments(text), values);
  }
  return values;
}

const OTHER_NAMES: Readonly<Record<string, string>> = { reservations: 'reservation_id' };

function collect(name: string, value: unknown, values: Map<string, Set<string | number>>): void {
  if (typeof value === 'string' || typeof value === 'number') add(OTHER_NAMES[name] ?? name, value, values);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const member of value as readonly unknown[]) collect(name, member, values);
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    if (name === 'payment_methods') add('payment_id', key, values);
    collect(key, member, values);
  }
}

function add(name: string, value: string | number, values: Map<string, Set<string | number>>): void {
  const known = values.get(name) ?? new Set();
  known.add(value);
  values.set(name, known);
}
