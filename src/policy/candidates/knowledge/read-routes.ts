import { AIRPORTS } from '../../../environment/airline/world/airports';
import { readDates } from './read-dates';

/** How a customer chooses among offers. */
export type Preference = 'CHEAPEST' | 'EARLIEST' | 'LATEST' | 'FASTEST';

/** A leg mentioned in one clause: `the cheapest direct flight from Boston (BOS) to Miami (MIA) on 2024-05-20`. */
export type RouteMention = {
  readonly origin: string;
  readonly destination: string;
  /** Null when the clause names none. */
  readonly date: string | null;
  readonly preference: Preference | null;
  readonly isOneStop: boolean;
  readonly flightNumbers: readonly string[];
  /** Whether the clause describes an existing trip by its route and start date. */
  readonly isTripName: boolean;
};

type Place = { readonly code: string; readonly start: number; readonly end: number };

const NAMES = new Map<string, string>([
  ...AIRPORTS.map(([code, city]): [string, string] => [city.toLowerCase(), code]),
  ...AIRPORTS.map(([code]): [string, string] => [code.toLowerCase(), code]),
  ['new york city', 'JFK'],
]);

const PLACES = new RegExp(
  [
    ...AIRPORTS.map(([code, city]) => `${city}(?:\\s*\\(${code}\\))?`),
    // Codes count only in capitals: `las` and `den` are words.
    ...AIRPORTS.map(([code]) => code),
  ]
    .map((name) => `\\b${name}(?![A-Za-z])`)
    .join('|'),
  'g',
);

const CODE_BEHIND = /\(([A-Z]{3})\)$/;
const FLIGHT_NUMBER = /\b[A-Z]{3}\d{3,4}\b/g;
const CLAUSE_END = /[;!?\n]|\.(?=\s|$)|, (?=and |then |for )| and (?=back |the |my |another )/g;

/** Airports in a text, in order, by code or by city. */
export function readPlaces(text: string): string[] {
  return findPlaces(text).map(({ code }) => code);
}

/** Legs in a text, in order, at most one per clause. */
export function readRoutes(text: string): RouteMention[] {
  return text.split(CLAUSE_END).flatMap((clause) => readClause(clause));
}

function findPlaces(text: string): Place[] {
  return Array.from(text.matchAll(PLACES), (match) => {
    const [name] = match;
    const code = CODE_BEHIND.exec(name)?.[1] ?? NAMES.get(name.toLowerCase()) ?? name;
    return { code, start: match.index, end: match.index + name.length };
  });
}

function readClause(clause: string): RouteMention[] {
  const places = findPlaces(clause);
  const rank = places.findIndex((place, index) => {
    const next = places[index + 1];
    return next !== undefined && /^\s*(?:to|-|->|→)\s*$/i.test(clause.slice(place.end, next.start));
  });
  const [from, to] = [places[rank], places[rank + 1]];
  if (from === undefined || to === undefined || from.code === to.code) return [];
  const lower = clause.toLowerCase();
  const date = readDates(clause).find(({ start }) => start >= to.end) ?? readDates(clause)[0];
  return [
    {
      origin: from.code,
      destination: to.code,
      date: date?.date ?? null,
      preference: readPreference(lower),
      isOneStop: /one[- ]stop|connection|layover/.test(lower),
      flightNumbers: [...clause.matchAll(FLIGHT_NUMBER)].map(([number]) => number),
      isTripName: /starts on|starting on/.test(lower),
    },
  ];
}

/** The customer's preference between flights, from a text in lower case. */
export function readPreference(lower: string): Preference | null {
  if (/cheap|lowest price|least expensive/.test(lower)) return 'CHEAPEST';
  if (lower.includes('earliest')) return 'EARLIEST';
  if (lower.includes('latest')) return 'LATEST';
  return /fastest|shortest/.test(lower) ? 'FASTEST' : null;
}
