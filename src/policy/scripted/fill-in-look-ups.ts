import type { CallAct } from '../acts/act';
import type { ConversationView } from './conversation-view';
import { argumentsOf } from './planned-call';

/**
 * The next search that may show a flight of a write that no tool has shown yet: direct before one stop, outbound before
 * return, date by date.
 *
 * @returns null when every flight was shown, the route is unknown, or every search was made
 */
export function findFlightLookUp(write: CallAct, view: ConversationView): CallAct | null {
  const given = argumentsOf(write);
  const flights = flightsOf(given.get('flights'));
  const shown = view.toolText;
  const missing = flights.filter(({ number }) => !shown.includes(number));
  const route = routeOf(given, view);
  if (missing.length === 0 || route === null) return null;
  const ways = [route, { origin: route.destination, destination: route.origin }];
  const searches = [...new Set(missing.map(({ date }) => date))].flatMap((date) =>
    ways.flatMap((way) =>
      ['search_direct_flight', 'search_onestop_flight'].map((name): CallAct => ({
        kind: 'CALL',
        name,
        arguments: JSON.stringify({ ...way, date }),
      })),
    ),
  );
  return searches.find((search) => view.countCalls(search) === 0) ?? null;
}

type Route = { readonly origin: string; readonly destination: string };

function flightsOf(value: unknown): { readonly number: string; readonly date: string }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((flight: unknown) => {
    const fields = new Map(Object.entries(typeof flight === 'object' && flight !== null ? flight : {}));
    const [number, date] = [fields.get('flight_number'), fields.get('date')] as readonly unknown[];
    return typeof number === 'string' && typeof date === 'string' ? [{ number, date }] : [];
  });
}

/** Of the write itself, or of the reservation that it is about. */
function routeOf(given: ReadonlyMap<string, unknown>, view: ConversationView): Route | null {
  const reservationId = given.get('reservation_id');
  if (typeof reservationId !== 'string') return toRoute(given);
  const details = { name: 'get_reservation_details', arguments: JSON.stringify({ reservation_id: reservationId }) };
  const result = view.resultOf(details);
  return result === null ? null : toRoute(argumentsOf({ arguments: result }));
}

function toRoute(fields: ReadonlyMap<string, unknown>): Route | null {
  const origin = fields.get('origin');
  const destination = fields.get('destination');
  return typeof origin === 'string' && typeof destination === 'string' ? { origin, destination } : null;
}
