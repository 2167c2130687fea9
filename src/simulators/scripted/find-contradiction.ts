import { tripsOf, type UserRequest } from '../../environment/airline/generator/facts/user-request';
import { cabinWords } from '../../environment/airline/generator/facts/words';
import { CABINS } from '../../environment/airline/policy/reservation-view';

/**
 * Whether a proposal visibly contradicts the customer's request: in its kind, reservation (if the customer knows the
 * id), flights (if they named them), dates, cabin, number of bags, or passengers. Only what the text names can
 * contradict; amounts and payment methods are ignored.
 */
export function contradictsWish(text: string, wish: UserRequest): boolean {
  if (wish.kind === 'LOOK_UP') return CHANGING.test(text);
  return (
    isOfOtherKind(text, wish) ||
    namesOtherTrip(text, wish) ||
    namesOnlyOther(text, FLIGHT_NUMBER, namedFlights(wish)) ||
    namesOnlyOther(text, FLIGHT_DATE, datesOf(wish)) ||
    namesOtherCabin(text, wish) ||
    namesOtherBags(text, wish) ||
    lacksPassenger(text, wish)
  );
}

const CHANGING = /\b(?:cancel|book|give reservation|change|update|upgrade|downgrade|send a certificate)\b/i;
const CANCELLING = /\bcancel (?:your |the |this )?(?:reservation|booking|trip|flights?)\b/i;
const BOOKING = /\bbook (?:a|an|the|this|your)\b/i;
const FLIGHT_NUMBER = /\b[A-Z]{3}\d{3,4}\b/g;
/** Earlier dates are dates of birth. */
const FLIGHT_DATE = /\b2024-\d\d-\d\d\b/g;
const TRIP_ID = /\breservation(?: id| number)? ([A-Z0-9]{6})\b/g;
const BAGS = /\b(\d+) (?:checked )?bags? in (?:all|total)\b/i;

function isOfOtherKind(text: string, { kind }: UserRequest): boolean {
  if (kind === 'COMPENSATE') return CANCELLING.test(text) || BOOKING.test(text);
  return (kind !== 'CANCEL' && CANCELLING.test(text)) || (kind !== 'BOOK' && BOOKING.test(text));
}

function namesOtherTrip(text: string, wish: UserRequest): boolean {
  const trips = tripsOf(wish);
  if (trips.some(({ isIdKnown }) => !isIdKnown)) return false;
  const named = Array.from(text.matchAll(TRIP_ID), (match) => match[1]);
  return named.some((id) => !trips.some(({ reservationId }) => reservationId === id));
}

function namesOnlyOther(text: string, pattern: RegExp, wanted: readonly string[]): boolean {
  const named = text.match(pattern);
  return named !== null && wanted.some((one) => !named.includes(one));
}

/** Flights whose numbers the customer knows. */
function namedFlights(wish: UserRequest): string[] {
  return legsOf(wish).flatMap(({ preference, flights }) =>
    preference === 'NAMED' ? flights.map(({ flightNumber }) => flightNumber) : [],
  );
}

function datesOf(wish: UserRequest): string[] {
  return legsOf(wish).map(({ date }) => date);
}

function legsOf(wish: UserRequest): (UserRequest & { readonly kind: 'BOOK' })['legs'] {
  if (wish.kind === 'BOOK') return wish.legs;
  return wish.kind === 'CHANGE_FLIGHTS' ? [wish.leg] : [];
}

function namesOtherCabin(text: string, wish: UserRequest): boolean {
  if (!('cabin' in wish)) return false;
  const named = CABINS.filter((cabin) => cabinPattern(cabin).test(text));
  return named.length > 0 && !named.includes(wish.cabin);
}

/** `economy` inside `basic economy` does not count. */
function cabinPattern(cabin: (typeof CABINS)[number]): RegExp {
  return cabin === 'economy' ? /(?<!basic[ _])\beconomy\b/i : new RegExp(`\\b${cabinWords(cabin)}\\b`, 'i');
}

function namesOtherBags(text: string, wish: UserRequest): boolean {
  const named = BAGS.exec(text)?.[1];
  return named !== undefined && 'totalBags' in wish && Number(named) !== wish.totalBags;
}

function lacksPassenger(text: string, wish: UserRequest): boolean {
  if (!/\bpassengers?:/i.test(text)) return false;
  const wanted = wish.kind === 'BOOK' ? wish.passengers : wish.kind === 'CHANGE_PASSENGER' ? [wish.to] : [];
  return wanted.some(({ firstName, lastName }) => !text.includes(`${firstName} ${lastName}`));
}
