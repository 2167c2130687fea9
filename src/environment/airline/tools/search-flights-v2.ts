import { isLess } from '../../values/comparison';
import { findIn, itemAt } from '../../values/containers';
import { jsonText } from '../../values/json/json-text';
import type { Value, ValueMap } from '../../values/value';
import { mapAt, textAt } from '../world/entry-fields';
import { allFlights, flightsBetween, flightsFrom } from '../world/flight-index';
import { rememberFlightTexts } from '../world/flight-texts';
import { dateAfter } from '../next-day';
import type { AirlineState } from '../world/state';
import type { Tool } from '../tool';

/** Flights available on a date; each shows a null date. @see Specification of tau2-bench airline, section 2 */
export const searchDirectFlightV2: Tool = {
  name: 'search_direct_flight',
  parameters: ['origin', 'destination', 'date'],
  kind: 'READ',
  endsEpisode: false,
  run(given, state) {
    const route = { origin: itemAt(given, 'origin'), destination: itemAt(given, 'destination') };
    const found = findFlights(state, route, itemAt(given, 'date'), null);
    return `[${found.map((offer) => offerText(offer, null)).join(', ')}]`;
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
  kind: 'READ',
  endsEpisode: false,
  run(given, state) {
    const date = itemAt(given, 'date');
    const destination = itemAt(given, 'destination');
    const pairs: string[] = [];
    for (const first of findFlights(state, { origin: itemAt(given, 'origin'), destination: null }, date, null)) {
      const arrival = textAt(first.flight, 'scheduled_arrival_time_est');
      const secondDate = arrival.includes('+1') ? dateAfter(date) : date;
      const onward = { origin: itemAt(first.flight, 'destination'), destination };
      for (const second of findFlights(state, onward, secondDate, arrival)) {
        pairs.push(`[${offerText(first, date)}, ${offerText(second, secondDate)}]`);
      }
    }
    return `[${pairs.join(', ')}]`;
  },
};

/** A flight with the entry of a date on which it can be booked. */
type Offer = { readonly flight: ValueMap; readonly day: ValueMap };

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
): Offer[] {
  const found: Offer[] = [];
  for (const flight of flightsOnRoute(state, route)) {
    const day = findIn(mapAt(flight, 'dates'), date);
    if (day === undefined || itemAt(day, 'status') !== 'available') continue;
    if (notBefore !== null && isLess(itemAt(flight, 'scheduled_departure_time_est'), notBefore)) continue;
    found.push({ flight, day: day as ValueMap });
  }
  return found;
}

function flightsOnRoute(
  state: AirlineState,
  { origin, destination }: { readonly origin: Value; readonly destination: Value },
): readonly ValueMap[] {
  if (origin !== null && destination !== null) return flightsBetween(state, origin, destination);
  const leaving = origin === null ? allFlights(state) : flightsFrom(state, origin);
  return destination === null ? leaving : leaving.filter((flight) => itemAt(flight, 'destination') === destination);
}

function offerText({ flight, day }: Offer, date: Value): string {
  const [before, after] = textsAroundDate(flight, day);
  return `${before}, "date": ${jsonText(date)}, ${after}`;
}

/** A flight on a date as JSON, in the parts before and after `date`. */
const textsAroundDate = rememberFlightTexts((flight, day): readonly [string, string] => {
  const before = new Map<string, Value>([
    ['flight_number', itemAt(flight, 'flight_number')],
    ['origin', itemAt(flight, 'origin')],
    ['destination', itemAt(flight, 'destination')],
    ['status', 'available'],
    ['scheduled_departure_time_est', itemAt(flight, 'scheduled_departure_time_est')],
    ['scheduled_arrival_time_est', itemAt(flight, 'scheduled_arrival_time_est')],
  ]);
  const after = new Map<string, Value>([
    ['available_seats', itemAt(day, 'available_seats')],
    ['prices', itemAt(day, 'prices')],
  ]);
  return [jsonText(before).slice(0, -1), jsonText(after).slice(1)];
});
