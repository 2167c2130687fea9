import { JsonCursor } from './json-cursor';

/**
 * The JSON text of chosen values, because a parsed copy loses how a number was written (`100.0`) and the order of members.
 *
 * @param text valid JSON
 * @param paths which values: member names, `*` for each element of a list, e.g. `['messages', '*', 'seed']`
 * @returns compact JSON of each such value by its path as messages write it, e.g. `messages[3].seed`; members in the order
 *   of the file; a name that occurs twice in one object has its last value, as with `JSON.parse`
 */
export function collectJsonTexts(text: string, paths: readonly (readonly string[])[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  collect(new JsonCursor(text), { field: '', paths }, texts);
  return texts;
}

type Place = { readonly field: string; readonly paths: readonly (readonly string[])[] };

function collect(cursor: JsonCursor, place: Place, texts: Map<string, string>): void {
  if (place.paths.some((path) => path.length === 0)) {
    texts.set(place.field, cursor.takeCompact());
    return;
  }
  const kind = place.paths.length === 0 ? 'token' : cursor.nextKind();
  if (kind === 'object') {
    cursor.eachMember((name) => {
      const paths = descend(place.paths, name);
      if (paths.length === 0) cursor.skipValue();
      else collect(cursor, { field: place.field === '' ? name : `${place.field}.${name}`, paths }, texts);
    });
  } else if (kind === 'list') {
    const paths = descend(place.paths, '*');
    cursor.eachElement((index) => {
      collect(cursor, { field: `${place.field}[${index}]`, paths }, texts);
    });
  } else cursor.skipValue();
}

const NOWHERE: Place['paths'] = [];

function descend(paths: Place['paths'], step: string): Place['paths'] {
  if (!paths.some((path) => path[0] === step)) return NOWHERE;
  return paths.filter((path) => path[0] === step).map((path) => path.slice(1));
}
