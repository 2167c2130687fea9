import { jsonText } from '../../values/json/json-text';
import type { ValueMap } from '../../values/value';

/** JSON of a database entry, kept for as long as the entry is: entries never change, and agents read the same ones often. */
export function entryJson(entry: ValueMap): string {
  const known = TEXTS.get(entry);
  if (known !== undefined) return known;
  const text = jsonText(entry);
  TEXTS.set(entry, text);
  return text;
}

const TEXTS = new WeakMap<ValueMap, string>();
