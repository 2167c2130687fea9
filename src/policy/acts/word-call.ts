import { parseArguments } from '../../domain/classification/parse-arguments';
import type { CallAct } from './act';

/**
 * Describes a call for the user, e.g. `cancel reservation 4K9ZQX`. Mentions only amounts that are arguments of the
 * call. Arguments that do not fit the tool are shown verbatim.
 */
export function wordCall({ name, arguments: text }: CallAct): string {
  const fields = parseArguments(text);
  const words = fields === null ? null : (CALL_WORDS[name]?.(new Map(Object.entries(fields))) ?? null);
  return words ?? `use ${name} with ${text}`;
}

type Fields = ReadonlyMap<string, unknown>;

const CALL_WORDS: Readonly<Record<string, (fields: Fields) => string>> = {
  book_reservation: bookingWords,
  cancel_reservation: (fields) => `cancel reservation ${wordOf(fields.get('reservation_id'))}`,
  update_reservation_flights: (fields) =>
    `give reservation ${wordOf(fields.get('reservation_id'))} these flights in ${cabinOf(fields)}: ${flightsOf(fields)}; ` +
    `a difference goes to ${wordOf(fields.get('payment_id'))}`,
  update_reservation_baggages: (fields) =>
    `give reservation ${wordOf(fields.get('reservation_id'))} ${bagsOf(fields)}, with ${wordOf(fields.get('payment_id'))}`,
  update_reservation_passengers: (fields) =>
    `give reservation ${wordOf(fields.get('reservation_id'))} these passengers: ${passengersOf(fields)}`,
  send_certificate: (fields) =>
    `send a certificate of $${wordOf(fields.get('amount'))} to user ${wordOf(fields.get('user_id'))}`,
};

function bookingWords(fields: Fields): string {
  const type = fields.get('flight_type') === 'round_trip' ? 'round trip' : 'one-way trip';
  const methods = listOf(fields.get('payment_methods')).map((method) => wordOf(method.get('payment_id')));
  const insurance = fields.get('insurance') === 'yes' ? 'with travel insurance' : 'without travel insurance';
  return (
    `book a ${type} from ${wordOf(fields.get('origin'))} to ${wordOf(fields.get('destination'))} in ${cabinOf(fields)}: ` +
    `${flightsOf(fields)}; for these passengers: ${passengersOf(fields)}; ${bagsOf(fields)}; ${insurance}; ` +
    `paid with ${methods.join(', then ')}`
  );
}

function flightsOf(fields: Fields): string {
  const flights = listOf(fields.get('flights'));
  return flights.map((flight) => `${wordOf(flight.get('flight_number'))} on ${wordOf(flight.get('date'))}`).join(', ');
}

function passengersOf(fields: Fields): string {
  return listOf(fields.get('passengers'))
    .map((one) => `${wordOf(one.get('first_name'))} ${wordOf(one.get('last_name'))}, born on ${wordOf(one.get('dob'))}`)
    .join('; ');
}

function bagsOf(fields: Fields): string {
  return `${wordOf(fields.get('total_baggages'))} checked bags in all, ${wordOf(fields.get('nonfree_baggages'))} of them paid`;
}

function cabinOf(fields: Fields): string {
  return wordOf(fields.get('cabin')).replace('_', ' ');
}

/** Members of a list of objects; null for a list that contains anything else. */
function listOf(value: unknown): Fields[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member) ? [new Map(Object.entries(member))] : [],
  );
}

function wordOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '(nothing)';
}
