import { InvalidInputError } from '../../../../errors';
import { AIRPORTS } from '../../world/airports';
import type { CancelReason } from '../../policy/judge-cancellation';
import type { Cabin, Passenger } from '../../policy/reservation-view';
import type { PaymentMethod, UserProfile } from '../../policy/user-view';
import type { TripReference, WantedLeg } from './user-request';

/** Words with which customers name things; they never reveal more than the customer knows. */

const CITY_BY_CODE = new Map(AIRPORTS);

export function airportWords(code: string): string {
  return `${CITY_BY_CODE.get(code) ?? 'the airport'} (${code})`;
}

export function routeWords(origin: string, destination: string): string {
  return `from ${airportWords(origin)} to ${airportWords(destination)}`;
}

/** By its id, or by route and date. */
export function tripWords(trip: TripReference): string {
  return trip.isIdKnown
    ? `reservation ${trip.reservationId}`
    : `the trip ${routeWords(trip.origin, trip.destination)} that starts on ${trip.date}`;
}

export function cabinWords(cabin: Cabin): string {
  return cabin.replace('_', ' ');
}

export function bagWords(count: number): string {
  if (count === 0) return 'no checked bags';
  return count === 1 ? '1 checked bag' : `${count} checked bags`;
}

export function passengerWords({ firstName, lastName, dob }: Passenger): string {
  return `${firstName} ${lastName}, born on ${dob}`;
}

export function reasonWords(reason: CancelReason): string {
  switch (reason) {
    case 'CHANGE_OF_PLAN':
      return 'my plans have changed';
    case 'HEALTH':
      return 'I have fallen ill and cannot travel';
    case 'WEATHER':
      return 'the weather forecast makes the journey unsafe';
    case 'AIRLINE_CANCELLED':
      return 'the airline cancelled my flight';
  }
}

/** Which flights of a route are wanted. */
export function legWords({ origin, destination, date, preference, flights }: WantedLeg): string {
  const way = `${routeWords(origin, destination)} on ${date}`;
  switch (preference) {
    case 'CHEAPEST':
      return `the cheapest direct flight ${way}`;
    case 'EARLIEST':
      return `the direct flight ${way} that leaves earliest`;
    case 'LATEST':
      return `the direct flight ${way} that leaves latest`;
    case 'CHEAPEST_ONE_STOP':
      return `the cheapest connection with one stop ${way}`;
    case 'NAMED':
      return `${flights.length === 1 ? 'flight' : 'flights'} ${flights.map(({ flightNumber }) => flightNumber).join(' and ')} ${way}`;
  }
}

/** Payment methods in the order of charging, each described uniquely within the profile. */
export function paymentWords(methodIds: readonly string[], user: UserProfile): string {
  const methods = methodIds.map((id) => {
    const method = user.methods.find((known) => known.id === id);
    if (method === undefined) throw new InvalidInputError(`user ${user.userId} has no payment method ${id}`);
    return methodWords(method, user);
  });
  return methods.join(', then ');
}

function methodWords(method: PaymentMethod, user: UserProfile): string {
  const isOnly = user.methods.filter(({ source }) => source === method.source).length === 1;
  if (method.source === 'credit_card') {
    return isOnly ? 'my credit card' : `my ${method.brand} card ending in ${method.lastFour}`;
  }
  const kind = method.source === 'gift_card' ? 'gift card' : 'certificate';
  return isOnly ? `my ${kind}` : `my ${kind} with a balance of $${method.balance}`;
}

/** Converts the customer's own words (`my plans`, `I have`) to the second person (`your plans`, `you have`). */
export function secondPerson(words: string): string {
  return words.replace(/\b[Mm]y\b/g, (own) => (own === 'My' ? 'Your' : 'your')).replace(/\bI\b/g, 'you');
}
