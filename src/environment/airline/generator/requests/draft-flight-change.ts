import type { GoldenAction } from '../../../../domain/trajectory';
import { textAt } from '../../world/entry-fields';
import { flightsFrom } from '../../world/flight-index';
import type { Cabin, Reservation, Segment, SegmentKey } from '../../policy/reservation-view';
import { happens, pick } from '../draws';
import type { FlightPreference, UserRequest, WantedLeg } from '../facts/user-request';
import type { Scene } from '../scene';
import { dateOfDay, dayOfDate, TODAY_DAY } from '../world/world-time';
import { changePrice } from './change-price';
import { statusesOf } from './flight-day-view';
import { chooseFlights, searchAction } from './flight-search';
import { legsOf, type ReservedLeg } from './legs';
import { differenceAction, drawChangePayment } from './pay-for-change';
import { settleRequest, type RequestDraft } from './request-draft';
import { segmentArgument, toolAction } from './tool-action';
import { findTrip, referTo } from './trip-reference';

/** Options of a request for other flights. */
export type FlightChangeWish = {
  /** Whether the changed leg has another destination, which is forbidden. */
  readonly isElsewhere: boolean;
  /** The cabin to change to at the same time; null to keep the cabin. Basic economy flights stay fixed either way. */
  readonly cabin: Cabin | null;
};

/** Other flights for one leg of a reservation, the rest unchanged. */
export function draftFlightChange(
  scene: Scene,
  trip: Reservation,
  wish: FlightChangeWish = { isElsewhere: false, cabin: null },
): RequestDraft | null {
  const leg = pickLeg(scene, trip);
  const cabin = wish.cabin ?? trip.cabin;
  const wanted = leg === null ? null : chooseLeg(scene, trip, { leg, cabin, isElsewhere: wish.isElsewhere });
  if (leg === null || wanted === null) return null;
  const flights = trip.segments.flatMap((segment): readonly SegmentKey[] => {
    if (segment === leg.segments[0]) return wanted.flights;
    return leg.segments.includes(segment) ? [] : [segment];
  });
  const price = changePrice(scene.state, trip, { flights, cabin });
  if (price === null || price === 0) return null;
  const method = drawChangePayment(scene, price);
  if (method === null) return null;
  const request: UserRequest = {
    kind: 'CHANGE_FLIGHTS',
    trip: referTo(scene, trip),
    leg: wanted,
    flights: flights.map(({ flightNumber, date }) => ({ flightNumber, date })),
    cabin,
    paymentId: method.id,
    asksAmount: happens(scene.random, 0.4),
  };
  return settleFlightChange(scene, { trip, request, price });
}

/** The call that replaces the flights of a reservation, and its cabin. */
export function updateFlightsAction(
  { reservationId }: Reservation,
  change: { readonly cabin: Cabin; readonly flights: readonly SegmentKey[]; readonly paymentId: string },
): GoldenAction {
  return toolAction('update_reservation_flights', {
    reservation_id: reservationId,
    cabin: change.cabin,
    flights: change.flights.map(segmentArgument),
    payment_id: change.paymentId,
  });
}

type FlightRequest = UserRequest & { readonly kind: 'CHANGE_FLIGHTS' };

function settleFlightChange(
  scene: Scene,
  { trip, request, price }: { readonly trip: Reservation; readonly request: FlightRequest; readonly price: number },
): RequestDraft {
  const { leg } = request;
  const passengerCount = trip.passengers.length;
  const oldPrice = trip.segments.reduce((sum, segment) => sum + segment.price, 0);
  const calculation = differenceAction([oldPrice + price / passengerCount], [oldPrice], passengerCount);
  const preference = leg.flights.length > 1 ? 'CHEAPEST_ONE_STOP' : leg.preference;
  return settleRequest(scene, {
    request,
    lookUps: findTrip(scene, request.trip),
    preparations: [searchAction(leg, preference), ...(request.asksAmount ? [calculation] : [])],
    writes: [updateFlightsAction(trip, request)],
    tags: [
      ...(leg.preference === 'NAMED' ? [] : ['flight-choice' as const]),
      ...(leg.flights.length > 1 ? ['connection' as const] : []),
      ...(request.asksAmount ? ['calculation' as const] : []),
    ],
  });
}

/** A leg that can be moved: when a flight is delayed, the leg with that flight; never one with a cancelled flight. */
function pickLeg(scene: Scene, trip: Reservation): ReservedLeg | null {
  const legs = legsOf(trip);
  const delayed = legs.find(({ segments }) => statusesOf(scene.state, segments).includes('delayed'));
  if (delayed !== undefined) return delayed;
  return statusesOf(scene.state, trip.segments).includes('cancelled') ? null : pick(scene.random, legs);
}

type LegWish = {
  readonly leg: ReservedLeg;
  readonly cabin: Cabin;
  readonly isElsewhere: boolean;
};

/** Flights for the leg on another date, by a preference that selects exactly one; a connection keeps its flights. */
function chooseLeg(scene: Scene, trip: Reservation, { leg, cabin, isElsewhere }: LegWish): WantedLeg | null {
  const first = leg.segments[0]!;
  const last = leg.segments.at(-1)!;
  const date = drawDate(scene, trip, leg);
  const destination = isElsewhere ? drawElsewhere(scene, trip, first.origin) : last.destination;
  if (date === null || destination === null) return null;
  const way = { origin: first.origin, destination, date };
  if (leg.segments.length > 1) return isElsewhere ? null : { ...way, ...sameFlights(leg.segments, date) };
  const preference = pick(scene.random, ['CHEAPEST', 'EARLIEST', 'LATEST', 'NAMED'] as const);
  const search = { ...way, cabin, passengerCount: trip.passengers.length };
  const offer = chooseFlights(scene, search, preference === 'NAMED' ? 'CHEAPEST' : preference);
  return offer === null ? null : { ...way, preference, flights: offer.flights };
}

/** Another airport with a direct flight. */
function drawElsewhere({ state, random }: Scene, trip: Reservation, origin: string): string | null {
  const reachable = flightsFrom(state, origin).map((flight) => textAt(flight, 'destination'));
  const others = [...new Set(reachable)].filter((code) => code !== trip.origin && code !== trip.destination);
  return others.length === 0 ? null : pick(random, others);
}

function sameFlights(
  segments: readonly Segment[],
  date: string,
): { readonly preference: FlightPreference; readonly flights: readonly SegmentKey[] } {
  return { preference: 'NAMED', flights: segments.map(({ flightNumber }) => ({ flightNumber, date })) };
}

/** Another date, from tomorrow, that keeps the return after the outbound leg; null when there is none. */
function drawDate(scene: Scene, trip: Reservation, { isReturn, segments }: ReservedLeg): string | null {
  const legs = legsOf(trip);
  const lastDay = scene.pool.lastDay;
  const returnDate = legs[1]?.segments[0]?.date;
  const min = isReturn ? dayOfDate(legs[0]!.segments.at(-1)!.date) + 1 : TODAY_DAY + 1;
  const max = isReturn || returnDate === undefined ? lastDay : dayOfDate(returnDate) - 1;
  const days = Array.from({ length: Math.max(0, max - min + 1) }, (_, index) => min + index).filter(
    (day) => day > TODAY_DAY && day !== dayOfDate(segments[0]!.date),
  );
  return days.length === 0 ? null : dateOfDay(pick(scene.random, days));
}
