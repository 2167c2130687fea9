import type { Utterance } from '../../conversation/conversation';
import { parseArguments } from '../../domain/classification/parse-arguments';
import type { Random } from '../../domain/random';
import { pick } from '../../environment/airline/generator/draws';
import type { CallAct } from '../acts/act';
import { seenValues, type SeenValues } from './seen-values';

/**
 * A call with one argument replaced by another value seen in the conversation under the same name; a count without
 * another value is increased by one.
 *
 * @returns null when there is nothing to replace
 */
export function withWrongArgument(call: CallAct, utterances: readonly Utterance[], random: Random): CallAct | null {
  const given = parseArguments(call.arguments);
  if (given === null) return null;
  const changes = changesOf('', given, seenValues(utterances));
  return changes.length === 0 ? null : { ...call, arguments: JSON.stringify(pick(random, pick(random, changes))) };
}

/** For each position in a value, the values that differ only there. */
function changesOf(name: string, value: unknown, seen: SeenValues): unknown[][] {
  if (typeof value === 'string' || typeof value === 'number') {
    const others = [...(seen.get(name) ?? [])].filter((other) => other !== value && typeof other === typeof value);
    if (others.length > 0) return [others];
    return typeof value === 'number' ? [[value + 1]] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    const list = value as readonly unknown[];
    return list.flatMap((member, rank) =>
      changesOf(name, member, seen).map((others) => others.map((other) => list.with(rank, other))),
    );
  }
  return Object.entries(value).flatMap(([key, member]) =>
    changesOf(key, member, seen).map((others) => others.map((other) => ({ ...value, [key]: other }))),
  );
}
