import { itemAt } from '../../values/containers';
import type { Value } from '../../values/value';
import { listAt, textAt } from '../world/entry-fields';
import { amountAt } from './amount-at';

/** The cabins, from the cheapest to the dearest. */
export const CABINS = ['basic_economy', 'economy', 'business'] as const;
export type Cabin = (typeof CABINS)[number];

export type FlightType = 'one_way' | 'round_trip';

/** A flight on a date, as tools take it. */
export type SegmentKey = { readonly flightNumber: string; readonly date: string };

/** One flight of a reservation; `price` is what one passenger paid, in dollars. */
export type Segment = SegmentKey & { readonly origin: string; readonly destination: string; readonly price: number };

export type Passenger = { readonly firstName: string; readonly lastName: string; readonly dob: string };

/** A payment, in dollars; a refund is negative. */
export type Payment = { readonly paymentId: string; readonly amount: number };

/** The fields of a reservation that the rules read. */
export type Reservation = {
  readonly reservationId: string;
  readonly userId: string;
  readonly origin: string;
  readonly destination: string;
  readonly flightType: FlightType;
  readonly cabin: Cabin;
  readonly segments: readonly Segment[];
  readonly passengers: readonly Passenger[];
  readonly payments: readonly Payment[];
  /** e.g. `2024-05-02T03:10:19`, in the airline's one time zone. */
  readonly createdAt: string;
  readonly totalBags: number;
  readonly nonfreeBags: number;
  readonly hasInsurance: boolean;
};

/**
 * Read a reservation from its database entry, or from the JSON that a tool answered.
 *
 * @throws RaisedException KeyError when a key is missing
 * @throws InvalidInputError when a value has the wrong type
 */
export function readReservation(entry: Value): Reservation {
  return {
    reservationId: textAt(entry, 'reservation_id'),
    userId: textAt(entry, 'user_id'),
    origin: textAt(entry, 'origin'),
    destination: textAt(entry, 'destination'),
    flightType: textAt(entry, 'flight_type') === 'round_trip' ? 'round_trip' : 'one_way',
    cabin: readCabin(textAt(entry, 'cabin')),
    segments: listAt(entry, 'flights').map(readSegment),
    passengers: listAt(entry, 'passengers').map(readPassenger),
    payments: listAt(entry, 'payment_history').map((payment) => ({
      paymentId: textAt(payment, 'payment_id'),
      amount: amountAt(payment, 'amount'),
    })),
    createdAt: textAt(entry, 'created_at'),
    totalBags: amountAt(entry, 'total_baggages'),
    nonfreeBags: amountAt(entry, 'nonfree_baggages'),
    hasInsurance: itemAt(entry, 'insurance') === 'yes',
  };
}

/** Read a passenger; by the rules of `readReservation`. */
export function readPassenger(entry: Value): Passenger {
  return {
    firstName: textAt(entry, 'first_name'),
    lastName: textAt(entry, 'last_name'),
    dob: textAt(entry, 'dob'),
  };
}

function readSegment(entry: Value): Segment {
  return {
    flightNumber: textAt(entry, 'flight_number'),
    date: textAt(entry, 'date'),
    origin: textAt(entry, 'origin'),
    destination: textAt(entry, 'destination'),
    price: amountAt(entry, 'price'),
  };
}

/** An unknown cabin has the rights of the cheapest. */
function readCabin(text: string): Cabin {
  return CABINS.find((cabin) => cabin === text) ?? 'basic_economy';
}
