import { jsonText } from '../../values/json/json-text';
import { AIRPORTS } from '../world/airports';
import type { Tool } from '../tool';

const CITIES_BY_CODE = jsonText(new Map(AIRPORTS));
const CODES_AND_CITIES = jsonText(
  AIRPORTS.map(
    ([code, city]) =>
      new Map([
        ['iata', code],
        ['city', city],
      ]),
  ),
);

/** List the airports: an object from code to city. */
export const listAllAirports: Tool = airportsTool(CITIES_BY_CODE);

/** List the airports: objects with `iata` and `city`. */
export const listAllAirportsV2: Tool = airportsTool(CODES_AND_CITIES);

function airportsTool(text: string): Tool {
  return { name: 'list_all_airports', parameters: [], kind: 'READ', endsEpisode: false, run: () => text };
}
