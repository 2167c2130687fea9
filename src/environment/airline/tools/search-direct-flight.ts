import { findIn, itemAt } from '../../values/containers';
import { jsonText } from '../../values/json/json-text';
import type { Value, ValueMap } from '../../values/value';
import { mapAt } from '../world/entry-fields';
import { flightsBetween } from '../world/flight-index';
import { rememberFlightTexts } from '../world/flight-texts';
import type { Tool } from '../tool';

/**
 * Flights from one airport to another that are available on a date, in the order of the database: the flight without its
 * dates, then the date's own entry. Codes and date are not validated.
 *
 * @see Specification of tau-bench airline, section 3, search_direct_flight
 */
export const searchDirectFlight: Tool = {
  name: 'search_direct_flight',
  parameters: ['origin', 'destination', 'date'],
  kind: 'READ',
  endsEpisode: false,
  run(given, state) {
    const date = itemAt(given, 'date');
    const found: string[] = [];
    for (const flight of flightsBetween(state, itemAt(given, 'origin'), itemAt(given, 'destination'))) {
      const day = findIn(mapAt(flight, 'dates'), date);
      if (day !== undefined && itemAt(day, 'status') === 'available') {
        found.push(flightText(flight, day as ValueMap));
      }
    }
    return `[${found.join(', ')}]`;
  },
};

/** A flight without its dates, with the entry of one date, as JSON. */
const flightText = rememberFlightTexts((flight, day) => jsonText(flightOnDay(flight, day)));

/** A flight without its dates, with the entry of one date. */
export function flightOnDay(flight: ValueMap, day: ValueMap): Map<string, Value> {
  const shown = new Map([...flight, ...day]);
  shown.delete('dates');
  return shown;
}
