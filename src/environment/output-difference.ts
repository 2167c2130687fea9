import { InvalidInputError } from '../errors';
import { isEqual } from './values/comparison';
import { jsonText } from './values/json/json-text';
import { parseJson } from './values/json/parse-json';
import { isList, isMap, type Value, type ValueMap } from './values/value';

/** One path at which a recorded and a replayed output differ, e.g. at `address`. */
export type OutputDifference =
  | { readonly kind: 'RENAMED_KEY'; readonly path: string; readonly recordedKey: string; readonly replayedKey: string }
  | {
      /** Different content at the same path; null where a side has none. */
      readonly kind: 'OTHER_VALUE' | 'ONLY_RECORDED' | 'ONLY_REPLAYED' | 'OTHER_TEXT';
      readonly path: string;
      readonly recorded: string | null;
      readonly replayed: string | null;
    };

/**
 * Differences between two outputs of a tool. JSON is compared by content: a key with an equal value at the same
 * position under another name is a renamed key, a sign that the data changed. Anything else is compared as text.
 *
 * @returns no difference exactly when the texts are equal
 */
export function compareOutputs(recorded: string, replayed: string): OutputDifference[] {
  if (recorded === replayed) return [];
  const left = parsedOrNull(recorded);
  const right = parsedOrNull(replayed);
  const differences = left === null || right === null ? [] : compareValues(left.value, right.value, '');
  if (differences.length > 0) return differences;
  return [{ kind: 'OTHER_TEXT', path: '', recorded, replayed }];
}

function compareValues(recorded: Value, replayed: Value, path: string): OutputDifference[] {
  if (isMap(recorded) && isMap(replayed)) return compareMaps(recorded, replayed, path);
  if (isList(recorded) && isList(replayed) && recorded.length === replayed.length) {
    return recorded.flatMap((member, index) => compareValues(member, replayed[index]!, joined(path, String(index))));
  }
  if (jsonText(recorded) === jsonText(replayed)) return [];
  return [{ kind: 'OTHER_VALUE', path, recorded: jsonText(recorded), replayed: jsonText(replayed) }];
}

function compareMaps(recorded: ValueMap, replayed: ValueMap, path: string): OutputDifference[] {
  const differences: OutputDifference[] = [];
  const replayedKeys = [...replayed.keys()];
  const renamed = new Set<string>();
  for (const [rank, key] of [...recorded.keys()].entries()) {
    const value = recorded.get(key)!;
    const other = replayedKeys[rank];
    if (replayed.has(key)) {
      differences.push(...compareValues(value, replayed.get(key)!, joined(path, key)));
    } else if (other !== undefined && !recorded.has(other) && isEqual(value, replayed.get(other)!)) {
      renamed.add(other);
      differences.push({ kind: 'RENAMED_KEY', path, recordedKey: key, replayedKey: other });
    } else {
      differences.push({ kind: 'ONLY_RECORDED', path: joined(path, key), recorded: jsonText(value), replayed: null });
    }
  }
  for (const key of replayedKeys.filter((name) => !recorded.has(name) && !renamed.has(name))) {
    const text = jsonText(replayed.get(key)!);
    differences.push({ kind: 'ONLY_REPLAYED', path: joined(path, key), recorded: null, replayed: text });
  }
  return differences;
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function parsedOrNull(text: string): { readonly value: Value } | null {
  try {
    return { value: parseJson(text) };
  } catch (error) {
    if (error instanceof InvalidInputError) return null;
    throw error;
  }
}
