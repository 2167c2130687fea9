import { itemAt } from '../../../environment/values/containers';
import { isList, isMap, type Value } from '../../../environment/values/value';
import { mapAt, textAt } from '../../../environment/airline/world/entry-fields';
import { amountAt } from '../../../environment/airline/policy/amount-at';
import { CABINS, type Cabin, type SegmentKey } from '../../../environment/airline/policy/reservation-view';

/** An offer from a search: one flight, or two with a stop. */
export type Offer = {
  readonly origin: string;
  readonly destination: string;
  readonly date: string;
  readonly flights: readonly SegmentKey[];
  /** Of the first flight, e.g. `13:30:00`. */
  readonly departure: string;
  /** Of the last flight. */
  readonly arrival: string;
  /** Dollars for one passenger over all flights, by cabin. */
  readonly prices: Readonly<Record<Cabin, number>>;
  /** Seats left on the fullest flight, by cabin. */
  readonly seats: Readonly<Record<Cabin, number>>;
  /** Each flight's own price. */
  readonly flightPrices: readonly Readonly<Record<Cabin, number>>[];
};

/** Parameters of a search. */
export type SearchKey = { readonly origin: string; readonly destination: string; readonly date: string };

/**
 * Parses the offers in the result of a search, in order.
 *
 * @throws InvalidInputError or RaisedException when the result has an unexpected shape
 */
export function readOffers(key: SearchKey, result: Value): Offer[] {
  if (!isList(result)) return [];
  return result.map((entry) => readOffer(key, isList(entry) ? entry : [entry]));
}

function readOffer(key: SearchKey, entries: readonly Value[]): Offer {
  const flightPrices = entries.map((entry) => perCabin((cabin) => amountAt(mapAt(entry, 'prices'), cabin)));
  return {
    ...key,
    flights: entries.map((entry) => ({
      flightNumber: textAt(entry, 'flight_number'),
      date: dateOf(entry) ?? key.date,
    })),
    departure: textAt(entries[0]!, 'scheduled_departure_time_est'),
    arrival: textAt(entries.at(-1)!, 'scheduled_arrival_time_est'),
    prices: perCabin((cabin) => flightPrices.reduce((sum, prices) => sum + prices[cabin], 0)),
    seats: perCabin((cabin) => Math.min(...entries.map((entry) => amountAt(mapAt(entry, 'available_seats'), cabin)))),
    flightPrices,
  };
}

/** The first version gives a date for connections only, the second gives null for direct flights. */
function dateOf(entry: Value): string | null {
  const date = isMap(entry) && entry.has('date') ? itemAt(entry, 'date') : null;
  return typeof date === 'string' ? date : null;
}

function perCabin(read: (cabin: Cabin) => number): Record<Cabin, number> {
  const [basic, economy, business] = CABINS;
  return { basic_economy: read(basic), economy: read(economy), business: read(business) };
}
