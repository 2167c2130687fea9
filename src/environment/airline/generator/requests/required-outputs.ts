import { EXTRA_BAG_PRICE, nonfreeBags } from '../../policy/baggage-allowance';
import { readReservation, type Reservation } from '../../policy/reservation-view';
import { readUser } from '../../policy/user-view';
import type { Question, TripReference, UserRequest } from '../facts/user-request';
import type { Scene } from '../scene';
import { bookingPrice } from './booking-price';
import { changePrice } from './change-price';
import { chooseFlights } from './flight-search';

/** Shorter amounts occur by accident as part of another number. */
const MIN_DIGITS = 2;

/** Sources of the answers. */
export type AnswerSource = Pick<Scene, 'pool' | 'state' | 'user'>;

/**
 * The texts that the agent must tell the customer about an allowed request, read from the world: flight numbers, and
 * amounts in whole dollars without sign or comma.
 *
 * @returns empty for a request that asks for no figure; amounts with fewer than two digits are omitted, because they
 *   occur by accident
 */
export function answersFor(source: AnswerSource, request: UserRequest): string[] {
  if (request.kind === 'LOOK_UP') return answerQuestion(source, request.question);
  const isAsking = 'asksAmount' in request && request.asksAmount;
  return isAsking ? amountTexts([amountOf(source, request)]) : [];
}

function answerQuestion(source: AnswerSource, question: Question): string[] {
  switch (question.kind) {
    case 'CHEAPEST_FLIGHT': {
      const offer = chooseFlights(source, question, 'CHEAPEST');
      if (offer === null) return [];
      return [...offer.flights.map(({ flightNumber }) => flightNumber), ...amountTexts([offer.price])];
    }
    case 'TOTAL_PAID':
      return amountTexts([sum(question.trips.flatMap((trip) => paymentsOf(tripOf(source, trip))))]);
    case 'FLIGHT_NUMBERS':
      return tripOf(source, question.trip).segments.map(({ flightNumber }) => flightNumber);
    case 'BALANCE': {
      const { methods } = readUser(source.user.userId, source.state.require('users', source.user.userId));
      return amountTexts([sum(methods.map((method) => (method.source === question.source ? method.balance : 0)))]);
    }
    case 'CABIN_PRICE': {
      const trip = tripOf(source, question.trip);
      return amountTexts([changePrice(source.state, trip, { flights: trip.segments, cabin: question.cabin })]);
    }
  }
}

function amountOf(source: AnswerSource, request: UserRequest): number | null {
  switch (request.kind) {
    case 'CHANGE_FLIGHTS':
      return changePrice(source.state, tripOf(source, request.trip), request);
    case 'CHANGE_CABIN': {
      const trip = tripOf(source, request.trip);
      return changePrice(source.state, trip, { flights: trip.segments, cabin: request.cabin });
    }
    case 'CHANGE_BAGS':
      return priceAddedBags(source, tripOf(source, request.trip), request.totalBags);
    case 'BOOK':
      return bookingPrice(source, request);
    default:
      return null;
  }
}

/** Price of bags added to a reservation, in dollars. */
export function priceAddedBags(source: AnswerSource, trip: Reservation, totalBags: number): number {
  const party = { membership: source.user.membership, cabin: trip.cabin, passengerCount: trip.passengers.length };
  return EXTRA_BAG_PRICE * Math.max(0, nonfreeBags(totalBags, party) - trip.nonfreeBags);
}

function tripOf({ state }: AnswerSource, trip: TripReference): Reservation {
  return readReservation(state.require('reservations', trip.reservationId));
}

function paymentsOf(trip: Reservation): number[] {
  return trip.payments.map(({ amount }) => amount);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

function amountTexts(amounts: readonly (number | null)[]): string[] {
  return amounts
    .flatMap((amount) => (amount === null ? [] : [String(Math.abs(amount))]))
    .filter((text) => text.length >= MIN_DIGITS);
}
