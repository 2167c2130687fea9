import { isLess } from '../values/comparison';
import { findIn, itemAt, lengthOf, lookUp } from '../values/containers';
import type { Value, ValueMap } from '../values/value';
import { mapAt } from './world/entry-fields';
import type { AirlineState } from './world/state';
import { Refusal } from './tool';
import type { Wording } from './wording';

/** A bookable flight on a date. */
export type BookableSegment = {
  readonly flight: ValueMap;
  /** Price of one passenger in the cabin. */
  readonly price: Value;
};

/**
 * The flight named by a requested segment, if it has seats for all passengers.
 *
 * @param segment the request of the agent: its `flight_number` and `date` are read
 * @param party `cabin`, and `passengers`, of which only the length is used
 * @throws Refusal when the flight or the date is unknown, not available, or short of seats
 * @throws RaisedException when a key is missing or a value has the wrong type
 */
export function findBookableSegment(
  segment: Value,
  party: { readonly cabin: Value; readonly passengers: Value },
  state: AirlineState,
  wording: Wording,
): BookableSegment {
  const number = itemAt(segment, 'flight_number');
  const flight = state.find('flights', number);
  if (flight === undefined) throw new Refusal(wording.flightNotFound(number));
  const date = itemAt(segment, 'date');
  const day = findIn(mapAt(flight, 'dates'), date);
  if (day === undefined) throw new Refusal(wording.flightNotOnDate(number, date));
  if (itemAt(day, 'status') !== 'available') throw new Refusal(wording.flightNotAvailable(number, date));
  if (isLess(lookUp(mapAt(day, 'available_seats'), party.cabin), lengthOf(party.passengers))) {
    throw new Refusal(wording.notEnoughSeats(number));
  }
  return { flight, price: lookUp(mapAt(day, 'prices'), party.cabin) };
}
