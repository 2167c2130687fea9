import { type JsonSchema, arraySchema, objectSchema, enumSchema, stringSchema } from './tool-schema';

/** The arguments that several tools share. */
export const USER_ID = stringSchema('User id of the customer, as the customer says it or a reservation holds it.');
export const RESERVATION_ID = stringSchema('Id of the reservation: six letters and digits.');
export const ORIGIN = stringSchema('Three-letter code of the airport of departure, e.g. SEA.');
export const DESTINATION = stringSchema('Three-letter code of the airport of arrival, e.g. BOS.');
export const DATE = stringSchema('Day of departure, written YYYY-MM-DD.');
export const FLIGHT_NUMBER = stringSchema('Flight number, e.g. HAT042.');

export const CABIN = enumSchema('Cabin of all flights and passengers.', ['basic_economy', 'economy', 'business']);

export const FLIGHTS = arraySchema(
  'Every flight of the journey, in order of travel, those that stay as they are included.',
  objectSchema({ flight_number: FLIGHT_NUMBER, date: DATE }),
);

export const PASSENGERS = arraySchema(
  'Every passenger.',
  objectSchema({
    first_name: stringSchema('First name.'),
    last_name: stringSchema('Last name.'),
    dob: stringSchema('Date of birth, written YYYY-MM-DD.'),
  }),
);

export const PAYMENTS = arraySchema(
  'What is charged to which means of payment; the amounts add up to the total price.',
  objectSchema({
    payment_id: stringSchema("Id of a means of payment in the customer's profile, e.g. gift_card_1234567."),
    amount: { type: 'number', description: 'US dollars charged to it.' },
  }),
);

export const PAYMENT_ID = stringSchema(
  "Id of the credit card or gift card in the customer's profile that pays the difference or receives the refund.",
);

export const TOTAL_BAGS: JsonSchema = { type: 'integer', description: 'Checked bags of the whole reservation.' };
export const PAID_BAGS: JsonSchema = { type: 'integer', description: 'Those of them that are charged for.' };
