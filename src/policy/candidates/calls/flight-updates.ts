import type { Cabin, SegmentKey } from '../../../environment/airline/policy/reservation-view';
import { updateFlightsAction } from '../../../environment/airline/generator/requests/draft-flight-change';
import { legsOf, type ReservedLeg } from '../../../environment/airline/generator/requests/legs';
import { callAct, candidateOf, type Candidate } from '../candidate';
import { cabinChoices, type Focus } from '../focus';
import { segmentKeyOf, type SeenReservation } from '../knowledge/knowledge';
import { distanceOf, distinctChoices, variations, type PartChoice } from '../variations';
import { journeysFor, pricesAfter, type CandidateJourney } from './journeys';

/** A change of flights or cabin with its cost; `prices` are null unless searches have shown all of them. */
export type FlightUpdate = {
  readonly trip: SeenReservation;
  readonly flights: readonly SegmentKey[];
  readonly cabin: Cabin;
  readonly prices: readonly number[] | null;
  /** Dollars for all passengers together, negative for a refund. */
  readonly amount: number | null;
};

const MAX_TRIPS = 3;
const MAX_WAYS = 3;
const MAX_JOURNEYS = 4;
const MAX_METHODS = 5;

/** Calls that change flights or cabin of reservations in focus: the requested change, and variations of one part. */
export function flightUpdateCalls(focus: Focus): Candidate[] {
  return focus.trips.slice(0, MAX_TRIPS).flatMap((trip, tripRank) => callsForTrip(focus, trip, tripRank));
}

function callsForTrip(focus: Focus, trip: PartChoice<SeenReservation>, tripRank: number): Candidate[] {
  const cabins = cabinChoices(focus, trip.value.cabin);
  const flights = flightChoices(focus, trip.value, cabins[0]?.value ?? trip.value.cabin);
  const methods = focus.methods.slice(0, MAX_METHODS);
  return variations([flights.length, cabins.length, methods.length]).flatMap((pick) => {
    const [flight, cabin, method] = [flights[pick[0]!]!, cabins[pick[1]!]!, methods[pick[2]!]!];
    if (isUnchanged(trip.value, flight.value, cabin.value)) return [];
    const update = priceUpdate(focus, { trip: trip.value, flights: flight.value, cabin: cabin.value });
    const change = { cabin: cabin.value, flights: flight.value, paymentId: method.value.id };
    const traits = [trip.trait, flight.trait, cabin.trait, method.trait, ...fundingTraits(update.amount, method.value)];
    return candidateOf(callAct(updateFlightsAction(trip.value, change)), {
      traits: [...traits, update.amount === null ? 'price:unknown' : 'price:known'],
      tripId: trip.value.reservationId,
      amount: update.amount,
      rank: 2 * tripRank + distanceOf(pick),
    });
  });
}

/** Whether a balance covers an amount, as far as both are known. */
export function fundingTraits(amount: number | null, method: Focus['methods'][number]['value']): string[] {
  if (method.source === 'credit_card' || amount === null) return [];
  return [method.balance >= amount ? 'balance:enough' : 'balance:short'];
}

function isUnchanged(trip: SeenReservation, flights: readonly SegmentKey[], cabin: Cabin): boolean {
  return cabin === trip.cabin && flights.map(segmentKeyOf).join() === trip.segments.map(segmentKeyOf).join();
}

/** Cost of a change, if searches have shown the prices. */
export function priceUpdate(
  { knowledge }: Focus,
  change: Pick<FlightUpdate, 'trip' | 'flights' | 'cabin'>,
): FlightUpdate {
  const prices = pricesAfter(knowledge, change.trip, change);
  const old = change.trip.segments.reduce((sum, { price }) => sum + price, 0);
  const total = prices === null ? null : prices.reduce((sum, price) => sum + price, 0);
  return { ...change, prices, amount: total === null ? null : (total - old) * change.trip.passengers.length };
}

/** All flights of a reservation after a change: new ones for a mentioned leg, or the existing ones. */
export function flightChoices(focus: Focus, trip: SeenReservation, cabin: Cabin): PartChoice<readonly SegmentKey[]>[] {
  const party = { cabin, count: trip.passengers.length };
  const replaced = focus.wanted.slice(0, MAX_WAYS).flatMap((way) =>
    journeysFor(focus.knowledge, way, party)
      .slice(0, MAX_JOURNEYS)
      .flatMap((journey) => replacements(trip, journey)),
  );
  const kept: PartChoice<readonly SegmentKey[]> = { value: trip.segments.map(toKey), trait: 'flights:kept' };
  return distinctChoices([...replaced, kept], (flights) => flights.map(segmentKeyOf).join());
}

/** The flights with one leg replaced: the leg of the same route, otherwise one from the same airport. */
function replacements(
  trip: SeenReservation,
  { value: journey, trait }: PartChoice<CandidateJourney>,
): PartChoice<readonly SegmentKey[]>[] {
  const legs = legsOf(trip);
  const isSameRoute = (leg: ReservedLeg): boolean =>
    leg.segments[0]?.origin === journey.origin && leg.segments.at(-1)?.destination === journey.destination;
  const fitting = legs.filter(isSameRoute);
  const chosen = fitting.length > 0 ? fitting : legs.filter((leg) => leg.segments[0]?.origin === journey.origin);
  return chosen.map((leg) => ({
    value: trip.segments.flatMap((segment): readonly SegmentKey[] => {
      if (segment === leg.segments[0]) return journey.flights;
      return leg.segments.includes(segment) ? [] : [toKey(segment)];
    }),
    trait: fitting.length > 0 ? trait : `${trait}:elsewhere`,
  }));
}

function toKey({ flightNumber, date }: SegmentKey): SegmentKey {
  return { flightNumber, date };
}
