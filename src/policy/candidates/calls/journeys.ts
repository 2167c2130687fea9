import type { Cabin, SegmentKey } from '../../../environment/airline/policy/reservation-view';
import { segmentKeyOf, type Knowledge, type SeenReservation } from '../knowledge/knowledge';
import type { Offer, SearchKey } from '../knowledge/read-offers';
import type { Preference, RouteMention } from '../knowledge/read-routes';
import { distinctChoices, type PartChoice } from '../variations';

/** Flights for one leg: from an offer, or named by the customer but not shown. */
export type CandidateJourney = {
  readonly origin: string;
  readonly destination: string;
  readonly date: string;
  readonly flights: readonly SegmentKey[];
  /** Null when no search has shown the flights. */
  readonly offer: Offer | null;
};

/** Passengers and cabin that the flights must have seats for. */
export type Party = { readonly cabin: Cabin; readonly count: number };

const PREFERENCES: readonly Preference[] = ['CHEAPEST', 'EARLIEST', 'LATEST', 'FASTEST'];

/**
 * Flights shown by searches that a customer may mean by a mentioned leg: first the one that their words select, then
 * those that other preferences would select.
 */
export function journeysFor(
  knowledge: Knowledge,
  way: RouteMention & { readonly date: string },
  party: Party,
): PartChoice<CandidateJourney>[] {
  const offers = offersFor(knowledge, way);
  const fitting = offers.filter(({ seats }) => seats[party.cabin] >= party.count);
  const wish = way.preference ?? 'CHEAPEST';
  const direct = fitting.filter(({ flights }) => flights.length === 1);
  const connections = fitting.filter(({ flights }) => flights.length > 1);
  const preferred = way.isOneStop ? connections : direct;
  const others = way.isOneStop ? direct : connections;
  const picks: PartChoice<Offer>[] = [
    ...offers.filter((offer) => isNamed(offer, way.flightNumbers)).map((value) => ({ value, trait: 'flights:named' })),
    ...best(preferred, wish, party.cabin).map((value) => ({
      value,
      trait: way.preference === null ? 'flights:cheapest' : 'flights:preferred',
    })),
    ...PREFERENCES.flatMap((other) => best(preferred, other, party.cabin)).map((value) => ({
      value,
      trait: 'flights:other',
    })),
    ...best(others, wish, party.cabin).map((value) => ({ value, trait: 'flights:otherwise' })),
    ...best(offers, wish, party.cabin).map((value) => ({ value, trait: 'flights:full' })),
  ];
  const journeys = picks.map(({ value, trait }) => ({
    value: { ...keyOf(way), flights: value.flights, offer: value },
    trait,
  }));
  return distinctChoices<CandidateJourney>([...journeys, ...unshown(way)], ({ flights }) =>
    flights.map(segmentKeyOf).join(),
  );
}

function keyOf({ origin, destination, date }: SearchKey): SearchKey {
  return { origin, destination, date };
}

function offersFor({ searches }: Knowledge, way: SearchKey): Offer[] {
  return [...searches.values()].flatMap(({ origin, destination, date, offers }) =>
    origin === way.origin && destination === way.destination && date === way.date ? offers : [],
  );
}

/** Flights that were named but not shown by any search. */
function unshown(way: RouteMention & { readonly date: string }): PartChoice<CandidateJourney>[] {
  if (way.flightNumbers.length === 0) return [];
  const flights = way.flightNumbers.map((flightNumber) => ({ flightNumber, date: way.date }));
  return [{ value: { ...keyOf(way), flights, offer: null }, trait: 'flights:unshown' }];
}

function isNamed({ flights }: Offer, numbers: readonly string[]): boolean {
  return flights.length === numbers.length && flights.every(({ flightNumber }, rank) => flightNumber === numbers[rank]);
}

/** The offer that a preference selects, as a list of one; empty without offers. */
function best(offers: readonly Offer[], preference: Preference, cabin: Cabin): Offer[] {
  const [first] = [...offers].sort(
    (left, right) => measure(left, preference, cabin) - measure(right, preference, cabin),
  );
  return first === undefined ? [] : [first];
}

function measure(offer: Offer, preference: Preference, cabin: Cabin): number {
  if (preference === 'CHEAPEST') return offer.prices[cabin];
  const departure = minuteOf(offer.departure);
  if (preference === 'EARLIEST') return departure;
  return preference === 'LATEST' ? -departure : durationOf(offer);
}

function durationOf({ departure, arrival, flights, date }: Offer): number {
  const daysLater = flights.at(-1)?.date === date ? 0 : 1440;
  return minuteOf(arrival) - minuteOf(departure) + daysLater;
}

/** `01:30:00+1` is half past one on the next day. */
function minuteOf(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Number(hours) * 60 + Number(minutes) + (clock.includes('+1') ? 1440 : 0);
}

/** Price of a seat on a flight in dollars, from a search; null when no search has shown it. */
export function shownPrice({ searches }: Knowledge, segment: SegmentKey, cabin: Cabin): number | null {
  for (const { offers } of searches.values()) {
    for (const { flights, flightPrices } of offers) {
      const rank = flights.findIndex(
        ({ flightNumber, date }) => flightNumber === segment.flightNumber && date === segment.date,
      );
      if (rank >= 0) return flightPrices[rank]![cabin];
    }
  }
  return null;
}

/** Prices of a reservation's flights after a change, each for one passenger; null when any is unknown. */
export function pricesAfter(
  knowledge: Knowledge,
  trip: SeenReservation,
  change: { readonly flights: readonly SegmentKey[]; readonly cabin: Cabin },
): number[] | null {
  const prices = change.flights.map((flight) => {
    const kept = trip.segments.find(
      ({ flightNumber, date }) => flightNumber === flight.flightNumber && date === flight.date,
    );
    return kept !== undefined && change.cabin === trip.cabin ? kept.price : shownPrice(knowledge, flight, change.cabin);
  });
  return prices.every((price) => price !== null) ? prices : null;
}
