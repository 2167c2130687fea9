import type { CancelReason } from '../../policy/judge-cancellation';
import type { Disruption } from '../../policy/flight-status';
import type { Cabin, FlightType, Passenger, SegmentKey } from '../../policy/reservation-view';

/** A reservation as the customer refers to it. */
export type TripReference = {
  readonly reservationId: string;
  /**
   * Whether the customer knows the id; otherwise they describe the trip by route and date, unique among their
   * reservations.
   */
  readonly isIdKnown: boolean;
  readonly origin: string;
  readonly destination: string;
  /** Of the first flight. */
  readonly date: string;
};

/** How a customer chooses among the offered flights; each preference selects exactly one. Times are of departure. */
export const FLIGHT_PREFERENCES = ['CHEAPEST', 'EARLIEST', 'LATEST', 'NAMED', 'CHEAPEST_ONE_STOP'] as const;
export type FlightPreference = (typeof FLIGHT_PREFERENCES)[number];

/** One leg of a journey: origin, destination, date, and the resulting flights. */
export type WantedLeg = {
  readonly origin: string;
  readonly destination: string;
  readonly date: string;
  readonly preference: FlightPreference;
  /** The flights that the preference selects; the customer knows them in advance only when it is `NAMED`. */
  readonly flights: readonly SegmentKey[];
};

/** A question from the customer; the answer is read from the world. */
export type Question =
  /** Number and price of the cheapest direct flight with enough seats. */
  | {
      readonly kind: 'CHEAPEST_FLIGHT';
      readonly origin: string;
      readonly destination: string;
      readonly date: string;
      readonly cabin: Cabin;
      readonly passengerCount: number;
    }
  /** Dollars paid for these reservations together. */
  | { readonly kind: 'TOTAL_PAID'; readonly trips: readonly TripReference[] }
  /** Flight numbers of a reservation. */
  | { readonly kind: 'FLIGHT_NUMBERS'; readonly trip: TripReference }
  /** Dollars on all gift cards, or on all certificates. */
  | { readonly kind: 'BALANCE'; readonly source: 'gift_card' | 'certificate' }
  /** Dollars that a change of cabin would cost or refund; the change is not made. */
  | { readonly kind: 'CABIN_PRICE'; readonly trip: TripReference; readonly cabin: Cabin };

/** One request of a customer. `asksAmount`: before agreeing they want to hear what it costs or refunds. */
export type UserRequest =
  | { readonly kind: 'LOOK_UP'; readonly question: Question }
  | { readonly kind: 'CANCEL'; readonly trip: TripReference; readonly reason: CancelReason }
  | {
      readonly kind: 'CHANGE_FLIGHTS';
      readonly trip: TripReference;
      /** The leg that is replaced; it may have another destination than the reservation, which the policy forbids. */
      readonly leg: WantedLeg;
      /** All flights of the reservation afterwards. */
      readonly flights: readonly SegmentKey[];
      readonly cabin: Cabin;
      readonly paymentId: string;
      readonly asksAmount: boolean;
    }
  | {
      readonly kind: 'CHANGE_CABIN';
      readonly trip: TripReference;
      readonly cabin: Cabin;
      readonly paymentId: string;
      readonly asksAmount: boolean;
    }
  | {
      readonly kind: 'CHANGE_BAGS';
      readonly trip: TripReference;
      readonly totalBags: number;
      readonly paymentId: string;
      readonly asksAmount: boolean;
    }
  | {
      readonly kind: 'CHANGE_PASSENGER';
      readonly trip: TripReference;
      readonly from: Passenger;
      readonly to: Passenger;
    }
  | {
      readonly kind: 'CHANGE_PASSENGER_COUNT';
      readonly trip: TripReference;
      readonly passenger: Passenger;
      readonly isAdded: boolean;
    }
  | { readonly kind: 'ADD_INSURANCE'; readonly trip: TripReference }
  | {
      readonly kind: 'BOOK';
      readonly origin: string;
      readonly destination: string;
      readonly flightType: FlightType;
      readonly cabin: Cabin;
      /** One, or two for a round trip. */
      readonly legs: readonly WantedLeg[];
      /** In the order in which the customer names them. */
      readonly passengers: readonly Passenger[];
      readonly totalBags: number;
      readonly hasInsurance: boolean;
      /** Payment methods to be used, in the order of charging. */
      readonly methodIds: readonly string[];
      readonly asksAmount: boolean;
    }
  | {
      readonly kind: 'COMPENSATE';
      readonly trip: TripReference;
      readonly disruption: Disruption;
      /** Dollars that the customer demands; null when they leave the amount to the airline. */
      readonly demandedAmount: number | null;
    };

/** The reservations that a request is about. */
export function tripsOf(request: UserRequest): readonly TripReference[] {
  if (request.kind === 'BOOK') return [];
  if (request.kind !== 'LOOK_UP') return [request.trip];
  const { question } = request;
  if (question.kind === 'TOTAL_PAID') return question.trips;
  return question.kind === 'FLIGHT_NUMBERS' || question.kind === 'CABIN_PRICE' ? [question.trip] : [];
}
