import { memoizeByObject } from '../../../domain/memoize-by-object';
import { jsonText } from '../../values/json/json-text';
import type { ValueMap } from '../../values/value';

/** JSON of a database entry, cached with the entry: entries never change, and agents often read the same ones. */
export const entryJson = memoizeByObject((entry: ValueMap): string => jsonText(entry));
