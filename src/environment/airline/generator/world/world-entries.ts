import { readRecord } from '../../../values/typed-record';
import { toValueMap, type PlainObject } from '../../../values/json/plain-value';
import { withEntries, type ValueMap } from '../../../values/value';
import type { Passenger, Reservation } from '../../policy/reservation-view';
import type { PaymentMethod } from '../../policy/user-view';
import { FLIGHT, RESERVATION, USER } from '../../world/typed-entries';
import type { AirlineVersion } from '../../world/world';
import type { FlightDay, PlannedFlight } from './plan-flights';
import type { PlannedUser } from './plan-users';
import { clockText, dateOfDay, stampText } from './world-time';

/** Writes planned things as database entries of one version: keys, their order and kinds of numbers are that version's. */
export class WorldEntries {
  constructor(private readonly version: AirlineVersion) {}

  flight(flight: PlannedFlight): ValueMap {
    const entry = toValueMap({
      flight_number: flight.number,
      origin: flight.origin,
      destination: flight.destination,
      scheduled_departure_time_est: clockText(flight.departureMinute),
      scheduled_arrival_time_est: clockText(flight.arrivalMinute),
      dates: Object.fromEntries(flight.days.map((day, index) => [dateOfDay(index + 1), plainDay(day)])),
    });
    return this.version === 'v1' ? entry : readRecord(FLIGHT, entry);
  }

  reservation(reservation: Reservation): ValueMap {
    const entry = toValueMap({
      reservation_id: reservation.reservationId,
      user_id: reservation.userId,
      origin: reservation.origin,
      destination: reservation.destination,
      flight_type: reservation.flightType,
      cabin: reservation.cabin,
      flights: reservation.segments.map(({ origin, destination, flightNumber, date, price }) => {
        return { origin, destination, flight_number: flightNumber, date, price: BigInt(price) };
      }),
      passengers: reservation.passengers.map(plainPassenger),
      payment_history: reservation.payments.map(({ paymentId, amount }) => {
        return { payment_id: paymentId, amount: BigInt(amount) };
      }),
      created_at: reservation.createdAt,
      total_baggages: BigInt(reservation.totalBags),
      nonfree_baggages: BigInt(reservation.nonfreeBags),
      insurance: reservation.hasInsurance ? 'yes' : 'no',
    });
    return this.version === 'v1' ? entry : readRecord(RESERVATION, entry);
  }

  /** @param reservationIds of the user, in the order of the table */
  user(user: PlannedUser, reservationIds: readonly string[]): ValueMap {
    const entry = toValueMap({
      name: { first_name: user.firstName, last_name: user.lastName },
      address: user.address,
      email: user.email,
      dob: user.dob,
      payment_methods: Object.fromEntries(user.methods.map((method) => [method.id, plainMethod(method)])),
      saved_passengers: user.savedPassengers.map(plainPassenger),
      membership: user.membership,
      reservations: reservationIds,
    });
    return this.version === 'v1' ? entry : readRecord(USER, withEntries(entry, [['user_id', user.userId]]));
  }
}

function plainDay(day: FlightDay): PlainObject {
  switch (day.status) {
    case 'available':
      return { status: day.status, available_seats: plainCounts(day.seats), prices: plainCounts(day.prices) };
    case 'cancelled':
      return { status: day.status };
    case 'landed':
      return {
        status: day.status,
        actual_departure_time_est: stampText(day.departure),
        actual_arrival_time_est: stampText(day.arrival),
      };
    case 'flying':
      return {
        status: day.status,
        actual_departure_time_est: stampText(day.departure),
        estimated_arrival_time_est: stampText(day.arrival),
      };
    case 'on time':
    case 'delayed':
      return {
        status: day.status,
        estimated_departure_time_est: stampText(day.departure),
        estimated_arrival_time_est: stampText(day.arrival),
      };
  }
}

function plainCounts(counts: Readonly<Record<string, number>>): PlainObject {
  return Object.fromEntries(Object.entries(counts).map(([cabin, count]) => [cabin, BigInt(count)]));
}

function plainPassenger({ firstName, lastName, dob }: Passenger): PlainObject {
  return { first_name: firstName, last_name: lastName, dob };
}

function plainMethod(method: PaymentMethod): PlainObject {
  const { id, source } = method;
  if (source === 'credit_card') return { source, brand: method.brand, last_four: method.lastFour, id };
  return { source, amount: BigInt(method.balance), id };
}
