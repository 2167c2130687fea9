import {
  float,
  int,
  listOf,
  mapOf,
  nullable,
  oneOf,
  recordOf,
  taggedBy,
  text,
  type RecordType,
} from '../../values/typed-record';

/** The second version's typed entries: what its database and its tools' arguments are read through. @see Specification of tau2-bench airline, section 1 */

/** A requested flight. */
export const FLIGHT_INFO: RecordType = {
  name: 'FlightInfo',
  fields: [
    ['flight_number', text],
    ['date', text],
  ],
};

export const PASSENGER: RecordType = {
  name: 'Passenger',
  fields: [
    ['first_name', text],
    ['last_name', text],
    ['dob', text],
  ],
};

export const PAYMENT: RecordType = {
  name: 'Payment',
  fields: [
    ['payment_id', text],
    ['amount', int],
  ],
};

export const CERTIFICATE: RecordType = {
  name: 'Certificate',
  fields: [
    ['source', oneOf('certificate')],
    ['id', text],
    ['amount', float],
  ],
};

const GIFT_CARD: RecordType = {
  name: 'GiftCard',
  fields: [
    ['source', oneOf('gift_card')],
    ['id', text],
    ['amount', float],
  ],
};

const CREDIT_CARD: RecordType = {
  name: 'CreditCard',
  fields: [
    ['source', oneOf('credit_card')],
    ['id', text],
    ['brand', text],
    ['last_four', text],
  ],
};

const RESERVATION_FLIGHT: RecordType = {
  name: 'ReservationFlight',
  fields: [
    ['flight_number', text],
    ['origin', text],
    ['destination', text],
    ['date', text],
    ['price', int],
  ],
};

export const RESERVATION: RecordType = {
  name: 'Reservation',
  fields: [
    ['reservation_id', text],
    ['user_id', text],
    ['origin', text],
    ['destination', text],
    ['flight_type', oneOf('round_trip', 'one_way')],
    ['cabin', oneOf('business', 'economy', 'basic_economy')],
    ['flights', listOf(recordOf(RESERVATION_FLIGHT))],
    ['passengers', listOf(recordOf(PASSENGER))],
    ['payment_history', listOf(recordOf(PAYMENT))],
    ['created_at', text],
    ['total_baggages', int],
    ['nonfree_baggages', int],
    ['insurance', oneOf('yes', 'no')],
    ['status', nullable(oneOf('cancelled')), null],
  ],
};

const NAME: RecordType = {
  name: 'Name',
  fields: [
    ['first_name', text],
    ['last_name', text],
  ],
};

const ADDRESS: RecordType = {
  name: 'Address',
  fields: [
    ['address1', text],
    ['address2', nullable(text), null],
    ['city', text],
    ['country', text],
    ['state', text],
    ['zip', text],
  ],
};

export const USER: RecordType = {
  name: 'User',
  fields: [
    ['user_id', text],
    ['name', recordOf(NAME)],
    ['address', recordOf(ADDRESS)],
    ['email', text],
    ['dob', text],
    [
      'payment_methods',
      mapOf(taggedBy('source', { credit_card: CREDIT_CARD, gift_card: GIFT_CARD, certificate: CERTIFICATE })),
    ],
    ['saved_passengers', listOf(recordOf(PASSENGER))],
    ['membership', oneOf('gold', 'silver', 'regular')],
    ['reservations', listOf(text)],
  ],
};

const FLIGHT_DAY = taggedBy('status', {
  available: dayType('Available', [
    ['available_seats', mapOf(int)],
    ['prices', mapOf(int)],
  ]),
  landed: dayType('Landed', [
    ['actual_departure_time_est', text],
    ['actual_arrival_time_est', text],
  ]),
  cancelled: dayType('Cancelled', []),
  delayed: dayType('Delayed', [
    ['estimated_departure_time_est', text],
    ['estimated_arrival_time_est', text],
  ]),
  flying: dayType('Flying', [
    ['actual_departure_time_est', text],
    ['estimated_arrival_time_est', text],
  ]),
  'on time': dayType('OnTime', [
    ['estimated_departure_time_est', text],
    ['estimated_arrival_time_est', text],
  ]),
});

export const FLIGHT: RecordType = {
  name: 'Flight',
  fields: [
    ['flight_number', text],
    ['origin', text],
    ['destination', text],
    ['scheduled_departure_time_est', text],
    ['scheduled_arrival_time_est', text],
    ['dates', mapOf(FLIGHT_DAY)],
  ],
};

function dayType(name: string, fields: RecordType['fields']): RecordType {
  return { name: `FlightDateStatus${name}`, fields: [['status', text], ...fields] };
}
