import type { Random } from '../../../../domain/random';
import { NEW_RESERVATION_IDS } from '../../bookings';
import { EXTRA_BAG_PRICE, FREE_BAGS_PER_PASSENGER, nonfreeBags } from '../../policy/baggage-allowance';
import { INSURANCE_PRICE } from '../../policy/judge-booking';
import { CABINS, type Passenger, type Reservation, type Segment } from '../../policy/reservation-view';
import { happens, pick, pickWeighted, withoutRepeats } from '../draws';
import { inventPerson } from './invented-people';
import { drawPrice, type PlannedFlight } from './plan-flights';
import { TripPlanner, type PlannedTrip, type TripKind } from './plan-trips';
import type { PlannedUser } from './plan-users';
import type { WorldSettings } from './world-settings';
import { dateOfDay, NOW, stampText } from './world-time';

/** Input from which reservations are drawn. */
export type ReservationContext = {
  readonly settings: WorldSettings;
  readonly flights: readonly PlannedFlight[];
  readonly users: readonly PlannedUser[];
};

/** Draws reservations, each for a random user; some users have none, a few have ten. */
export function planReservations({ settings, flights, users }: ReservationContext, random: Random): Reservation[] {
  const trips = new TripPlanner(flights, settings.days, random);
  const newId = withoutRepeats<string>(NEW_RESERVATION_IDS);
  return Array.from({ length: settings.reservations }, () => {
    const kind = drawKind(settings, random);
    const parts = { id: newId(() => drawId(random)), user: pick(random, users), trip: trips.plan(kind) };
    const isRecent = kind === 'FUTURE' && happens(random, settings.recentShare / futureShare(settings));
    return planReservation({ ...parts, createdAt: drawCreation(parts.trip, isRecent, random) }, random);
  });
}

function futureShare({ disruptedShare, begunShare }: WorldSettings): number {
  return Math.max(1 - disruptedShare - begunShare, Number.EPSILON);
}

function drawKind(settings: WorldSettings, random: Random): TripKind {
  return pickWeighted<TripKind>(random, [
    ['DISRUPTED', settings.disruptedShare],
    ['BEGUN', settings.begunShare],
    ['FUTURE', 1 - settings.disruptedShare - settings.begunShare],
  ]);
}

const ID_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

function drawId(random: Random): string {
  return Array.from({ length: 6 }, () => ID_CHARACTERS[random.integer(0, ID_CHARACTERS.length - 1)]!).join('');
}

/** Creation time: within the last day, or up to two weeks before it and before the day of departure. */
function drawCreation(trip: PlannedTrip, isRecent: boolean, random: Random): string {
  const dayAgo = NOW - 24 * 60;
  const second = random.integer(0, 59);
  if (isRecent) return stampText(random.integer(dayAgo + 1, NOW - 1), second);
  const latest = Math.min(dayAgo - 1, (trip.segments[0]!.day - 1) * 1440 - 1);
  return stampText(random.integer(latest - 10 * 1440, latest), second);
}

function planReservation(
  parts: {
    readonly id: string;
    readonly user: PlannedUser;
    readonly trip: PlannedTrip;
    readonly createdAt: string;
  },
  random: Random,
): Reservation {
  const { id, user, trip, createdAt } = parts;
  const cabin = pick(random, CABINS);
  const passengers = drawPassengers(user, random);
  const segments = trip.segments.map(({ flight, day }): Segment => {
    const { origin, destination } = flight;
    return { origin, destination, flightNumber: flight.number, date: dateOfDay(day), price: drawPrice(cabin, random) };
  });
  const party = { membership: user.membership, cabin, passengerCount: passengers.length };
  const free = FREE_BAGS_PER_PASSENGER[user.membership][cabin] * passengers.length;
  const totalBags = happens(random, 0.12) ? free + random.integer(1, 2) : random.integer(0, Math.min(free, 4));
  const nonfree = nonfreeBags(totalBags, party);
  const hasInsurance = happens(random, 0.5);
  const fares = segments.reduce((sum, { price }) => sum + price, 0) + (hasInsurance ? INSURANCE_PRICE : 0);
  const amount = fares * passengers.length + EXTRA_BAG_PRICE * nonfree;
  const methods = user.methods.filter(({ source }) => source !== 'certificate');
  return {
    reservationId: id,
    userId: user.userId,
    origin: trip.origin,
    destination: trip.destination,
    flightType: trip.isRoundTrip ? 'round_trip' : 'one_way',
    cabin,
    segments,
    passengers,
    payments: [{ paymentId: pick(random, methods).id, amount }],
    createdAt,
    totalBags,
    nonfreeBags: nonfree,
    hasInsurance,
  };
}

/** Usually the customer alone or with others; sometimes only others. Names within a reservation are distinct. */
function drawPassengers(user: PlannedUser, random: Random): Passenger[] {
  const count = pickWeighted(random, [
    [1, 0.46],
    [2, 0.33],
    [3, 0.16],
    [4, 0.05],
  ]);
  const { firstName, lastName, dob } = user;
  const known = happens(random, 0.9) ? [{ firstName, lastName, dob }, ...user.savedPassengers] : user.savedPassengers;
  const fullNames = new Set<string>();
  const passengers: Passenger[] = [];
  for (let rank = 0; passengers.length < count; rank += 1) {
    const passenger = known[rank] ?? inventPerson(random);
    const fullName = `${passenger.firstName} ${passenger.lastName}`;
    if (!fullNames.has(fullName)) passengers.push(passenger);
    fullNames.add(fullName);
  }
  return passengers;
}
