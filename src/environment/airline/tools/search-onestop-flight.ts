import { findIn, itemAt, lookUp } from '../../values/containers';
import { isLess } from '../../values/comparison';
import { jsonText } from '../../values/json/json-text';
import type { Value, ValueMap } from '../../values/value';
import { mapAt, textAt } from '../world/entry-fields';
import { flightsBetween, flightsFrom } from '../world/flight-index';
import { rememberFlightTexts } from '../world/flight-texts';
import { dateAfter } from '../next-day';
import type { AirlineState } from '../world/state';
import type { Tool } from '../tool';
import { flightOnDay } from './search-direct-flight';

/**
 * Pairs of flights with one stop, both available, in the order of the database. Published oddities are kept: times are
 * compared as texts, and the second flight shows the seats and prices of the first date.
 *
 * @see Specification of tau-bench airline, section 3, search_onestop_flight
 */
export const searchOnestopFlight: Tool = {
  name: 'search_onestop_flight',
  parameters: ['origin', 'destination', 'date'],
  kind: 'READ',
  endsEpisode: false,
  run(given, state) {
    const date = itemAt(given, 'date');
    const pairs: string[] = [];
    for (const { first, second } of connections(given, state)) {
      const arrival = textAt(first, 'scheduled_arrival_time_est');
      const secondDate = arrival.includes('+1') ? dateAfter(date) : date;
      if (isLess(textAt(second, 'scheduled_departure_time_est'), arrival)) continue;
      const pair = availablePair(first, second, date, secondDate);
      if (pair !== null) pairs.push(pair);
    }
    return `[${pairs.join(', ')}]`;
  },
};

/** Every two flights that meet at some airport between the two asked for. */
function* connections(given: ValueMap, state: AirlineState): Generator<{ first: ValueMap; second: ValueMap }> {
  const destination = itemAt(given, 'destination');
  for (const first of flightsFrom(state, itemAt(given, 'origin'))) {
    for (const second of flightsBetween(state, itemAt(first, 'destination'), destination)) yield { first, second };
  }
}

/** The pair as JSON, or null when one of the two is not available. */
function availablePair(first: ValueMap, second: ValueMap, date: Value, secondDate: Value): string | null {
  const firstDay = findIn(mapAt(first, 'dates'), date);
  if (firstDay === undefined) return null;
  const secondDay = findIn(mapAt(second, 'dates'), secondDate);
  if (secondDay === undefined) return null;
  if (itemAt(firstDay, 'status') !== 'available' || itemAt(secondDay, 'status') !== 'available') return null;
  const secondShown = lookUp(mapAt(second, 'dates'), date) as ValueMap;
  return `[${datedText(first, firstDay as ValueMap, date)}, ${datedText(second, secondShown, secondDate)}]`;
}

function datedText(flight: ValueMap, day: ValueMap, date: Value): string {
  if (flight.has('date') || day.has('date')) return jsonText(flightOnDay(flight, day).set('date', date));
  return `${openText(flight, day)}, "date": ${jsonText(date)}}`;
}

/** A flight on a date as JSON, without the closing brace. */
const openText = rememberFlightTexts((flight, day) => jsonText(flightOnDay(flight, day)).slice(0, -1));
