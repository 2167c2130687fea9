import { memoizeByObject } from '../../../domain/memoize-by-object';
import { jsonText } from '../../values/json/json-text';
import type { ValueMap } from '../../values/value';

/** JSON of a database entry, kept for as long as the entry is: entries never change, and agents read the same ones often. */
export const entryJson = memoizeByObject((entry: ValueMap): string => jsonText(entry));
