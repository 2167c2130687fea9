import type { GoldenAction } from '../../../../domain/trajectory';
import { parseJson } from '../../../values/json/parse-json';
import { isList, type Value } from '../../../values/value';
import { mapAt, textAt } from '../../world/entry-fields';
import { amountAt } from '../../policy/amount-at';
import type { Cabin, SegmentKey } from '../../policy/reservation-view';
import type { Scene } from '../scene';
import type { FlightPreference } from '../facts/user-request';
import { toolAction } from './tool-action';

/** An offer shown by a search; `price` is dollars for one seat on all its flights. */
type Offer = { readonly flights: readonly SegmentKey[]; readonly departure: string; readonly price: number };

/** Criteria of a customer's search. */
export type FlightSearch = {
  readonly origin: string;
  readonly destination: string;
  readonly date: string;
  readonly cabin: Cabin;
  readonly passengerCount: number;
};

/** The search whose result a preference chooses from. */
export function searchAction(
  { origin, destination, date }: Pick<FlightSearch, 'origin' | 'destination' | 'date'>,
  preference: FlightPreference,
): GoldenAction {
  const name = preference === 'CHEAPEST_ONE_STOP' ? 'search_onestop_flight' : 'search_direct_flight';
  return toolAction(name, { origin, destination, date });
}

/**
 * The flights that a preference selects among the search results with enough seats.
 *
 * @returns null when there is nothing to choose from, two offers are equally good, the choice is a connection overnight (whose
 *   second price the first version shows wrongly), or the preference is `NAMED`
 */
export function chooseFlights(
  scene: Pick<Scene, 'pool' | 'state'>,
  search: FlightSearch,
  preference: FlightPreference,
): Offer | null {
  const { name, arguments: text } = searchAction(search, preference);
  const shown = parseJson(scene.pool.toolset.call(scene.state, name, text).text ?? '[]');
  if (!isList(shown)) return null;
  const offers = shown.flatMap((entry) => readOffer(isList(entry) ? entry : [entry], search));
  const [best, second] = [...offers].sort((left, right) => compareOffers(left, right, preference));
  if (best === undefined || (second !== undefined && compareOffers(best, second, preference) === 0)) return null;
  return best.flights.every(({ date }) => date === search.date) ? best : null;
}

/** The offer if it has enough seats, otherwise nothing. */
function readOffer(entries: readonly Value[], search: FlightSearch): Offer[] {
  const hasSeats = entries.every(
    (entry) => amountAt(mapAt(entry, 'available_seats'), search.cabin) >= search.passengerCount,
  );
  if (!hasSeats) return [];
  const prices = entries.map((entry) => amountAt(mapAt(entry, 'prices'), search.cabin));
  const flights = entries.map((entry) => ({
    flightNumber: textAt(entry, 'flight_number'),
    date: entries.length === 1 ? search.date : textAt(entry, 'date'),
  }));
  const departure = textAt(entries[0]!, 'scheduled_departure_time_est');
  return [{ flights, departure, price: prices.reduce((sum, price) => sum + price, 0) }];
}

function compareOffers(left: Offer, right: Offer, preference: FlightPreference): number {
  if (preference === 'EARLIEST') return compareTexts(left.departure, right.departure);
  if (preference === 'LATEST') return compareTexts(right.departure, left.departure);
  return left.price - right.price;
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
