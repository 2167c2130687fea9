import { type JsonSchema, listOf, objectOf, oneOf, text } from './tool-schema';

/** The arguments that several tools share. */
export const USER_ID = text('User id of the customer, as the customer says it or a reservation holds it.');
export const RESERVATION_ID = text('Id of the reservation: six letters and digits.');
export const ORIGIN = text('Three-letter code of the airport of departure, e.g. SEA.');
export const DESTINATION = text('Three-letter code of the airport of arrival, e.g. BOS.');
export const DATE = text('Day of departure, written YYYY-MM-DD.');
export const FLIGHT_NUMBER = text('Flight number, e.g. HAT042.');

export const CABIN = oneOf('Cabin of all flights and passengers.', ['basic_economy', 'economy', 'business']);

export const FLIGHTS = listOf(
  'Every flight of the journey, in order of travel, those that stay as they are included.',
  objectOf({ flight_number: FLIGHT_NUMBER, date: DATE }),
);

export const PASSENGERS = listOf(
  'Every passenger.',
  objectOf({
    first_name: text('First name.'),
    last_name: text('Last name.'),
    dob: text('Date of birth, written YYYY-MM-DD.'),
  }),
);

export const PAYMENTS = listOf(
  'What is charged to which means of payment; the amounts add up to the total price.',
  objectOf({
    payment_id: text("Id of a means of payment in the customer's profile, e.g. gift_card_1234567."),
    amount: { type: 'number', description: 'US dollars charged to it.' },
  }),
);

export const PAYMENT_ID = text(
  "Id of the credit card or gift card in the customer's profile that pays the difference or receives the refund.",
);

export const TOTAL_BAGS: JsonSchema = { type: 'integer', description: 'Checked bags of the whole reservation.' };
export const PAID_BAGS: JsonSchema = { type: 'integer', description: 'Those of them that are charged for.' };
