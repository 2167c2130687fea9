import type { Cabin, Passenger } from '../../environment/airline/policy/reservation-view';
import { CABINS } from '../../environment/airline/policy/reservation-view';
import type { PaymentMethod, UserProfile } from '../../environment/airline/policy/user-view';
import { customerOf, type Knowledge, type SeenReservation } from './knowledge/knowledge';
import type { RouteMention } from './knowledge/read-routes';
import { latest, mentioned, type RequestWindow } from './knowledge/request-window';
import { distinctChoices, type PartChoice } from './variations';

/** Subjects of the current request, as far as the conversation shows; each list starts with the most likely. */
export type Focus = {
  readonly knowledge: Knowledge;
  readonly customer: UserProfile | null;
  readonly trips: readonly PartChoice<SeenReservation>[];
  /** Reservations that were named but not read. */
  readonly unseenIds: readonly string[];
  readonly methods: readonly PartChoice<PaymentMethod>[];
  /** Cabins that the customer named, the latest first. */
  readonly cabins: readonly Cabin[];
  /** Legs that the customer mentioned, with dates, the latest first. */
  readonly wanted: readonly DatedWay[];
  /** People that the customer named with a date of birth, in the order of the text that named the most. */
  readonly people: readonly Passenger[];
};

/** A leg with its date. */
export type DatedWay = RouteMention & { readonly date: string };

/** Max number of reservations of one request. */
const MAX_TRIPS = 6;

/** Determines the subjects of the current request. */
export function focusOf(knowledge: Knowledge): Focus {
  const { window } = knowledge;
  const customer = customerOf(knowledge);
  return {
    knowledge,
    customer,
    trips: tripsInFocus(knowledge),
    unseenIds: unseenIds(knowledge),
    methods: customer === null ? [] : orderMethods(customer, window),
    cabins: mentioned(window, ({ cabins }) => cabins),
    wanted: wantedWays(window),
    people: peopleOf(window),
  };
}

function tripsInFocus(knowledge: Knowledge): PartChoice<SeenReservation>[] {
  const { window, reservations } = knowledge;
  const all = [...reservations.values()];
  const named = mentioned(window, ({ reservationIds }) => reservationIds).flatMap((id) => reservations.get(id) ?? []);
  const routes = mentioned(window, (mentions) => mentions.routes);
  const described = routes.flatMap((route) => all.filter((trip) => isDescribed(trip, route)));
  const onRoute = routes.flatMap((route) => all.filter((trip) => isOnRoute(trip, route)));
  const choices = [
    ...named.map((value) => ({ value, trait: 'trip:named' })),
    ...described.map((value) => ({ value, trait: 'trip:described' })),
    ...onRoute.map((value) => ({ value, trait: 'trip:route' })),
    ...all.toReversed().map((value) => ({ value, trait: 'trip:other' })),
  ];
  return distinctChoices(choices, ({ reservationId }) => reservationId).slice(0, MAX_TRIPS);
}

function isDescribed(trip: SeenReservation, route: RouteMention): boolean {
  return isOnRoute(trip, route) && trip.segments[0]?.date === route.date;
}

function isOnRoute(trip: SeenReservation, { origin, destination }: RouteMention): boolean {
  return trip.origin === origin && trip.destination === destination;
}

function unseenIds({ window, reservations, texts }: Knowledge): string[] {
  const inWindow = mentioned(window, ({ reservationIds }) => reservationIds);
  const before = texts.flatMap(({ reservationIds }) => reservationIds);
  return [...new Set([...inWindow, ...before])].filter((id) => !reservations.has(id));
}

/** Named methods come first, the most recently named before others. */
function orderMethods({ methods }: UserProfile, { said }: RequestWindow): PartChoice<PaymentMethod>[] {
  const named = said.toReversed().flatMap(({ lower, text }) => {
    return methods.filter((method) => isNamed(method, methods, { lower, text }));
  });
  const choices = [
    ...named.map((value) => ({ value, trait: `payment:said:${value.source}` })),
    ...methods.map((value) => ({ value, trait: `payment:${named.length === 0 ? 'open' : 'other'}:${value.source}` })),
  ];
  return distinctChoices(choices, ({ id }) => id);
}

const KIND_WORDS: Readonly<Record<PaymentMethod['source'], RegExp>> = {
  credit_card: /\bcredit card|\bcard ending|\b\d{4} card|\b(?:visa|mastercard)\b/,
  gift_card: /\bgift card/,
  certificate: /\bcertificate/,
};

/** By its id, by what distinguishes it from others of its kind, or by its kind when it is the only one. */
function isNamed(
  method: PaymentMethod,
  methods: readonly PaymentMethod[],
  { lower, text }: { readonly lower: string; readonly text: string },
): boolean {
  if (text.includes(method.id)) return true;
  if (!KIND_WORDS[method.source].test(lower)) return false;
  const rivals = methods.filter(({ source }) => source === method.source);
  if (rivals.length === 1) return true;
  const mark = method.source === 'credit_card' ? method.lastFour : `$${method.balance}`;
  if (new RegExp(`(?<![\\d])${mark.replace('$', '\\$')}(?![\\d])`).test(text)) return true;
  return rivals.every((rival) => !text.includes(markOf(rival)));
}

function markOf(method: PaymentMethod): string {
  return method.source === 'credit_card' ? method.lastFour : `$${method.balance}`;
}

/** Legs with a date; one named without a date takes the dates of nearby texts, in order. */
function wantedWays(window: RequestWindow): DatedWay[] {
  const routes = mentioned(window, (mentions) => mentions.routes);
  const dated = routes.flatMap((route) => (route.date === null ? [] : [{ ...route, date: route.date }]));
  const dates = mentioned(window, (mentions) => mentions.dates).filter((date) => date.startsWith('2024-05'));
  const undated = routes
    .filter(({ date }) => date === null)
    .flatMap((route) => dates.map((date) => ({ ...route, date })));
  const isReturning = window.said.some(
    ({ lower, flightType }) => flightType === 'round_trip' || /\breturn/.test(lower),
  );
  const back = isReturning ? waysBack(dated, dates) : [];
  const ways = [...dated, ...undated, ...back];
  const seen = new Set<string>();
  return ways.filter((way) => {
    const key = `${way.origin} ${way.destination} ${way.date} ${way.preference} ${way.flightNumbers.join()}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The return leg of a journey of which only the outbound leg was mentioned, on the later dates that were named. */
function waysBack(there: readonly DatedWay[], dates: readonly string[]): DatedWay[] {
  return there.flatMap((way) => {
    const hasBack = there.some(({ origin, destination }) => origin === way.destination && destination === way.origin);
    if (hasBack || way.isTripName) return [];
    const turned = { ...way, origin: way.destination, destination: way.origin, flightNumbers: [] };
    return dates.filter((date) => date > way.date).map((date) => ({ ...turned, date }));
  });
}

function peopleOf({ said }: RequestWindow): Passenger[] {
  const lists = said.map(({ passengers }) => passengers).toReversed();
  const most = lists.reduce<readonly Passenger[]>((best, list) => (list.length > best.length ? list : best), []);
  const rest = lists.flat();
  const seen = new Set<string>();
  return [...most, ...rest].filter(({ firstName, lastName, dob }) => {
    const key = `${firstName} ${lastName} ${dob}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Possible cabins, named ones first; `own` is that of the reservation. */
export function cabinChoices({ cabins }: Focus, own: Cabin | null): PartChoice<Cabin>[] {
  const choices = [
    ...cabins.map((value) => ({ value, trait: value === own ? 'cabin:said-own' : 'cabin:said' })),
    ...(own === null ? [] : [{ value: own, trait: cabins.length === 0 ? 'cabin:own' : 'cabin:kept' }]),
    ...CABINS.map((value) => ({ value, trait: 'cabin:other' })),
  ];
  return distinctChoices(choices, (cabin) => cabin);
}

/** Number of people that the customer mentions, if stated. */
export function partySize({ knowledge, people }: Focus): number {
  return latest(knowledge.window, ({ passengerCount }) => passengerCount) ?? Math.max(1, people.length);
}
