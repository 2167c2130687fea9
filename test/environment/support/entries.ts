import type { AirlineState } from '../../../src/environment/airline/world/state';
import type { TableName } from '../../../src/environment/airline/world/world';
import { jsonText } from '../../../src/environment/values/json/json-text';

/** JSON of a database entry as an episode has it now. */
export function entryOf(state: AirlineState, table: TableName, id: string): string {
  return jsonText(state.require(table, id));
}
