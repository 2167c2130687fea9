import { parseJson } from '../../../values/json/parse-json';
import { isList, isMap, type Value } from '../../../values/value';
import { AirlineState } from '../../world/state';
import type { GeneratedTask } from '../generated-task';
import type { TaskPool } from '../scene';

/** Arguments that an agent cannot derive and must have read. */
const READ_KEYS: readonly string[] = [
  'user_id',
  'reservation_id',
  'payment_id',
  'flight_number',
  'date',
  'origin',
  'destination',
  'first_name',
  'last_name',
  'dob',
];

/**
 * A value in a write action that appears neither in the instruction nor in an earlier result; null when there is none.
 */
export function findGroundingProblem(pool: TaskPool, task: GeneratedTask): string | null {
  const state = new AirlineState(pool.world);
  const seen = [task.instruction];
  for (const { name, arguments: text } of task.goldenActions) {
    if (pool.toolset.find(name)?.kind === 'WRITE') {
      const unseen = readTexts(parseJson(text), '').find((word) => !seen.some((source) => source.includes(word)));
      if (unseen !== undefined) return `${name} uses ${unseen}, which was neither stated nor shown before`;
    }
    seen.push(pool.toolset.call(state, name, text).text ?? '');
  }
  return null;
}

function readTexts(value: Value, key: string): string[] {
  if (isMap(value)) return [...value].flatMap(([name, member]) => readTexts(member, name));
  if (isList(value)) return value.flatMap((member) => readTexts(member, key));
  return typeof value === 'string' && READ_KEYS.includes(key) ? [value] : [];
}
