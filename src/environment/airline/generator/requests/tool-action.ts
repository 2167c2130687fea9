import type { GoldenAction } from '../../../../domain/trajectory';
import { jsonText } from '../../../values/json/json-text';
import { toValueMap, type PlainObject } from '../../../values/json/plain-value';
import type { Passenger, SegmentKey } from '../../policy/reservation-view';

/** A call of a tool, its arguments as JSON text in the reference's spacing. Whole numbers are given as bigints. */
export function toolAction(name: string, given: PlainObject): GoldenAction {
  return { name, arguments: jsonText(toValueMap(given)) };
}

/** A flight as tools take it. */
export function segmentArgument({ flightNumber, date }: SegmentKey): PlainObject {
  return { flight_number: flightNumber, date };
}

/** A passenger as tools take one. */
export function passengerArgument({ firstName, lastName, dob }: Passenger): PlainObject {
  return { first_name: firstName, last_name: lastName, dob };
}
