import type { AirlineVersion } from '../world/world';
import {
  CABIN,
  DATE,
  DESTINATION,
  FLIGHT_NUMBER,
  FLIGHTS,
  ORIGIN,
  PAID_BAGS,
  PASSENGERS,
  PAYMENT_ID,
  PAYMENTS,
  RESERVATION_ID,
  TOTAL_BAGS,
  USER_ID,
} from './argument-schemas';
import { objectSchema, enumSchema, stringSchema, type ToolSchema } from './tool-schema';

/**
 * The tools of one version, as a model that can call functions is told of them, in the order of the toolset. Names and types
 * are the benchmark's; the descriptions are ours.
 *
 * @see Specification of tau-bench airline, section 3; of tau2-bench airline, section 2
 */
export function toolSchemas(version: AirlineVersion): readonly ToolSchema[] {
  return version === 'v1' ? FIRST : SECOND;
}

const BOOK: ToolSchema = {
  name: 'book_reservation',
  description: 'Book flights for a customer and charge for them.',
  parameters: objectSchema({
    user_id: USER_ID,
    origin: ORIGIN,
    destination: DESTINATION,
    flight_type: enumSchema('Whether the journey comes back to where it began.', ['one_way', 'round_trip']),
    cabin: CABIN,
    flights: FLIGHTS,
    passengers: PASSENGERS,
    payment_methods: PAYMENTS,
    total_baggages: TOTAL_BAGS,
    nonfree_baggages: PAID_BAGS,
    insurance: enumSchema('Whether travel insurance is bought.', ['yes', 'no']),
  }),
};

const CALCULATE: ToolSchema = {
  name: 'calculate',
  description: 'Work out an arithmetic expression, rounded to two decimals.',
  parameters: objectSchema({ expression: stringSchema('Numbers, + - * / and parentheses, e.g. (3 + 4) * 50.') }),
};

const CANCEL: ToolSchema = {
  name: 'cancel_reservation',
  description: 'Cancel a whole reservation and refund every payment to where it came from.',
  parameters: objectSchema({ reservation_id: RESERVATION_ID }),
};

const FLIGHT_STATUS: ToolSchema = {
  name: 'get_flight_status',
  description: 'Tell the status of a flight on a day.',
  parameters: objectSchema({ flight_number: FLIGHT_NUMBER, date: DATE }),
};

const RESERVATION_DETAILS: ToolSchema = {
  name: 'get_reservation_details',
  description: 'Look up a reservation: flights, passengers, payments, bags, insurance.',
  parameters: objectSchema({ reservation_id: RESERVATION_ID }),
};

const USER_DETAILS: ToolSchema = {
  name: 'get_user_details',
  description: "Look up a customer's profile: membership, means of payment, saved passengers, reservations.",
  parameters: objectSchema({ user_id: USER_ID }),
};

const AIRPORTS: ToolSchema = {
  name: 'list_all_airports',
  description: 'List the airports that are served, with their cities.',
  parameters: objectSchema({}),
};

const SEARCH = { origin: ORIGIN, destination: DESTINATION, date: DATE };

const SEARCH_DIRECT: ToolSchema = {
  name: 'search_direct_flight',
  description: 'Find the flights without a stop between two airports on a day, with seats and prices.',
  parameters: objectSchema(SEARCH),
};

const SEARCH_ONESTOP: ToolSchema = {
  name: 'search_onestop_flight',
  description: 'Find the journeys with one stop between two airports that begin on a day, with seats and prices.',
  parameters: objectSchema(SEARCH),
};

const CERTIFICATE: ToolSchema = {
  name: 'send_certificate',
  description: 'Give a customer a travel certificate. Mind what the rules say about compensation.',
  parameters: objectSchema({ user_id: USER_ID, amount: { type: 'number', description: 'Its value in US dollars.' } }),
};

const THINK: ToolSchema = {
  name: 'think',
  description: 'Write down a thought. Nothing is looked up and nothing changes.',
  parameters: objectSchema({ thought: stringSchema('The thought.') }),
};

const TRANSFER: ToolSchema = {
  name: 'transfer_to_human_agents',
  description: 'Hand the customer over to a human colleague, where the rules ask for it.',
  parameters: objectSchema({ summary: stringSchema('What the colleague must know.') }),
};

const UPDATE_BAGS: ToolSchema = {
  name: 'update_reservation_baggages',
  description: 'Set the checked bags of a reservation and charge for those that are not free.',
  parameters: objectSchema({
    reservation_id: RESERVATION_ID,
    total_baggages: TOTAL_BAGS,
    nonfree_baggages: PAID_BAGS,
    payment_id: PAYMENT_ID,
  }),
};

const UPDATE_FLIGHTS: ToolSchema = {
  name: 'update_reservation_flights',
  description: 'Replace the flights of a reservation, or its cabin, and charge or refund the difference.',
  parameters: objectSchema({ reservation_id: RESERVATION_ID, cabin: CABIN, flights: FLIGHTS, payment_id: PAYMENT_ID }),
};

const UPDATE_PASSENGERS: ToolSchema = {
  name: 'update_reservation_passengers',
  description: 'Replace the passengers of a reservation, as many as there were.',
  parameters: objectSchema({ reservation_id: RESERVATION_ID, passengers: PASSENGERS }),
};

const UPDATES = [UPDATE_BAGS, UPDATE_FLIGHTS, UPDATE_PASSENGERS];
const LOOK_UPS = [RESERVATION_DETAILS, USER_DETAILS, AIRPORTS, SEARCH_DIRECT, SEARCH_ONESTOP];

const FIRST: readonly ToolSchema[] = [BOOK, CALCULATE, CANCEL, ...LOOK_UPS, CERTIFICATE, THINK, TRANSFER, ...UPDATES];
const SECOND: readonly ToolSchema[] = [
  BOOK,
  CALCULATE,
  CANCEL,
  FLIGHT_STATUS,
  ...LOOK_UPS,
  CERTIFICATE,
  TRANSFER,
  ...UPDATES,
];
