import type { FlightStatus } from '../../policy/flight-status';
import { judgeBooking } from '../../policy/judge-booking';
import { judgeCancellation } from '../../policy/judge-cancellation';
import { judgeChange, type WantedChange } from '../../policy/judge-change';
import { judgeCompensation } from '../../policy/judge-compensation';
import { readReservation, type Reservation, type Segment } from '../../policy/reservation-view';
import type { UserProfile } from '../../policy/user-view';
import { ALLOWED, denied, type RequestVerdict } from '../../policy/verdict';
import { tripsOf, type UserRequest } from '../facts/user-request';
import type { TaskPool } from '../scene';

/** Context for judging a request. */
export type JudgingContext = {
  readonly pool: Pick<TaskPool, 'untouched'>;
  readonly user: UserProfile;
  /** Requests of the conversation that were granted before. */
  readonly earlier: readonly UserRequest[];
  /** Flight statuses, as far as the judge knows them. */
  readonly statusesOf: (segments: readonly Segment[]) => readonly FlightStatus[];
};

/**
 * The policy's verdict on a request, over the database before the conversation.
 *
 * @throws RaisedException KeyError when the request is about a reservation that the world does not hold
 */
export function judgeRequest(request: UserRequest, context: JudgingContext): RequestVerdict {
  const { pool, user } = context;
  const trips = tripsOf(request).map(({ reservationId }) =>
    readReservation(pool.untouched.require('reservations', reservationId)),
  );
  if (trips.some(({ userId }) => userId !== user.userId)) return denied('NOT_OWNER');
  if (request.kind === 'LOOK_UP') return ALLOWED;
  if (request.kind === 'BOOK') {
    const methods = user.methods.filter(({ id }) => request.methodIds.includes(id));
    return judgeBooking(request.passengers.length, methods);
  }
  return judgeTripRequest(request, trips[0]!, context);
}

type TripRequest = Exclude<UserRequest, { readonly kind: 'LOOK_UP' | 'BOOK' }>;

function judgeTripRequest(request: TripRequest, trip: Reservation, context: JudgingContext): RequestVerdict {
  const statuses = context.statusesOf(trip.segments);
  if (request.kind === 'CANCEL') return judgeCancellation(trip, statuses, request.reason);
  if (request.kind !== 'COMPENSATE') return judgeChange(trip, statuses, wantedChange(request, trip));
  const isChanged = context.earlier.some((other) =>
    tripsOf(other).some(({ reservationId }) => reservationId === trip.reservationId),
  );
  const { disruption } = request;
  return judgeCompensation({ user: context.user, reservation: trip, statuses, disruption, isChanged });
}

function wantedChange(
  request: Exclude<TripRequest, { readonly kind: 'CANCEL' | 'COMPENSATE' }>,
  trip: Reservation,
): WantedChange {
  const { origin, destination, flightType } = trip;
  switch (request.kind) {
    case 'CHANGE_FLIGHTS': {
      const staysOnRoute = [origin, destination].includes(request.leg.destination);
      return {
        kind: 'FLIGHTS',
        origin,
        destination: staysOnRoute ? destination : request.leg.destination,
        flightType,
      };
    }
    case 'CHANGE_CABIN':
      return { kind: 'CABIN' };
    case 'CHANGE_BAGS':
      return { kind: 'BAGS', totalBags: request.totalBags };
    case 'CHANGE_PASSENGER':
      return { kind: 'PASSENGERS', passengerCount: trip.passengers.length };
    case 'CHANGE_PASSENGER_COUNT':
      return { kind: 'PASSENGERS', passengerCount: trip.passengers.length + (request.isAdded ? 1 : -1) };
    case 'ADD_INSURANCE':
      return { kind: 'INSURANCE' };
  }
}
