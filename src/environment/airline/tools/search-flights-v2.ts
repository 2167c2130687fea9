import { isLess } from '../../values/comparison';
import { findIn, itemAt } from '../../values/containers';
import { jsonText } from '../../values/json-text';
import { withEntries, type Value, type ValueMap } from '../../values/value';
import { mapAt, textAt } from '../entry-fields';
import { allFlights, flightsFrom } from '../flight-index';
import { dateAfter } from '../next-day';
import type { AirlineState } from '../state';
import type { Tool } from '../tool';

/** Flights available on a date; each shows a null date. @see Specification of tau2-bench airline, section 2 */
export const searchDirectFlightV2: Tool = {
  name: 'search_direct_flight',
  parameters: ['origin', 'destination', 'date'],
  isMutating: false,
  endsEpisode: false,
  run(given, state) {
    const route = { origin: itemAt(given, 'origin'), destination: itemAt(given, 'destination') };
    return jsonText(findFlights(state, route, itemAt(given, 'date'), null));
  },
};

/**
 * Pairs of available flights with one stop; the second leaves no earlier (as a text) than the first arrives, and shows the
 * seats and prices of its own date.
 *
 * @see Specification of tau2-bench airline, section 2
 */
export const searchOnestopFlightV2: Tool = {
  name: 'search_onestop_flight',
  parameters: ['origin', 'destination', 'date'],
  isMutating: false,
  endsEpisode: false,
  run(given, state) {
    const date = itemAt(given, 'date');
    const destination = itemAt(given, 'destination');
    const pairs: Value[] = [];
    for (const first of findFlights(state, { origin: itemAt(given, 'origin'), destination: null }, date, null)) {
      const arrival = textAt(first, 'scheduled_arrival_time_est');
      const secondDate = arrival.includes('+1') ? dateAfter(date) : date;
      const onward = { origin: itemAt(first, 'destination'), destination };
      for (const second of findFlights(state, onward, secondDate, arrival)) {
        pairs.push([withEntries(first, [['date', date]]), withEntries(second, [['date', secondDate]])]);
      }
    }
    return jsonText(pairs);
  },
};

/**
 * Available flights in the order of the database.
 *
 * @param route airport codes; a null stands for any airport
 * @param notBefore earliest departure, compared as a text; null for any
 */
function findFlights(
  state: AirlineState,
  route: { readonly origin: Value; readonly destination: Value },
  date: Value,
  notBefore: string | null,
): ValueMap[] {
  const leaving = route.origin === null ? allFlights(state) : flightsFrom(state, route.origin);
  const found: ValueMap[] = [];
  for (const flight of leaving) {
    if (route.destination !== null && itemAt(flight, 'destination') !== route.destination) continue;
    const day = findIn(mapAt(flight, 'dates'), date);
    if (day === undefined || itemAt(day, 'status') !== 'available') continue;
    if (notBefore !== null && isLess(itemAt(flight, 'scheduled_departure_time_est'), notBefore)) continue;
    found.push(shownFlight(flight, day));
  }
  return found;
}

function shownFlight(flight: ValueMap, day: Value): ValueMap {
  return new Map<string, Value>([
    ['flight_number', itemAt(flight, 'flight_number')],
    ['origin', itemAt(flight, 'origin')],
    ['destination', itemAt(flight, 'destination')],
    ['status', 'available'],
    ['scheduled_departure_time_est', itemAt(flight, 'scheduled_departure_time_est')],
    ['scheduled_arrival_time_est', itemAt(flight, 'scheduled_arrival_time_est')],
    ['date', null],
    ['available_seats', itemAt(day, 'available_seats')],
    ['prices', itemAt(day, 'prices')],
  ]);
}
