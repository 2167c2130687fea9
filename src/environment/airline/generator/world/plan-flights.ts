import type { Random } from '../../../../domain/random';
import { AIRPORTS } from '../../world/airports';
import type { FlightStatus } from '../../policy/flight-status';
import { CABINS, type Cabin } from '../../policy/reservation-view';
import { happens, pick } from '../draws';
import type { WorldSettings } from './world-settings';
import { NOW, TODAY_DAY } from './world-time';
import { shuffle } from '../../../../domain/shuffle';

/** Status of a flight on one day; times are minutes after midnight of 1 May. */
export type FlightDay =
  | {
      readonly status: 'available';
      readonly seats: Readonly<Record<Cabin, number>>;
      readonly prices: Readonly<Record<Cabin, number>>;
    }
  | { readonly status: 'cancelled' }
  | {
      readonly status: Exclude<FlightStatus, 'available' | 'cancelled'>;
      readonly departure: number;
      readonly arrival: number;
    };

/** A flight of the timetable. */
export type PlannedFlight = {
  readonly number: string;
  readonly origin: string;
  readonly destination: string;
  /** Minutes after midnight. */
  readonly departureMinute: number;
  /** Minutes after midnight of the day of departure; 1440 or more on the next day. */
  readonly arrivalMinute: number;
  /** By day of May, from 1: the member at 0 is day 1. */
  readonly days: readonly FlightDay[];
};

/**
 * Price ranges in dollars, inclusive. They do not overlap between cabins, so that a change of cabin always changes the
 * price.
 */
const PRICES: Readonly<Record<Cabin, readonly [number, number]>> = {
  basic_economy: [51, 99],
  economy: [101, 199],
  business: [201, 499],
};

const MAX_SEATS = 20;
const CANCELLED_SHARE = 0.08;
const DELAYED_SHARE = 0.45;

/** Generates a timetable: every airport is reachable from every other, and every route is served in both directions. */
export function planFlights(settings: WorldSettings, random: Random): PlannedFlight[] {
  const routes = planRoutes(settings, random);
  return Array.from({ length: settings.flights }, (_, rank) => {
    const route = rank < routes.length ? routes[rank]! : pick(random, routes);
    const departureMinute = random.integer(12, 46) * 30;
    const arrivalMinute = departureMinute + route.minutes;
    const number = `LRK${String(rank + 1).padStart(3, '0')}`;
    const times = { departureMinute, arrivalMinute };
    const days = Array.from({ length: settings.days }, (_day, index) => planDay(index + 1, times, random));
    return { number, origin: route.origin, destination: route.destination, ...times, days };
  });
}

/** Price of a seat in a cabin, dollars. */
export function drawPrice(cabin: Cabin, random: Random): number {
  return random.integer(...PRICES[cabin]);
}

type Route = { readonly origin: string; readonly destination: string; readonly minutes: number };

const ROUTES_PER_AIRPORT = 2.7;

/** A ring through all airports and some chords, each in both directions, with flying times from 1 to 5.5 hours. */
function planRoutes(settings: WorldSettings, random: Random): Route[] {
  const codes = shuffle(random, AIRPORTS.map(([code]) => code).slice(0, settings.airports));
  const pairs = codes.flatMap((origin, i) => codes.slice(i + 1).map((destination) => [origin, destination] as const));
  const ring = codes.map((origin, i) => [origin, codes[(i + 1) % codes.length]!] as const);
  const inRing = new Set(ring.flatMap(([a, b]) => [`${a}${b}`, `${b}${a}`]));
  const chords = shuffle(
    random,
    pairs.filter(([a, b]) => !inRing.has(`${a}${b}`)),
  );
  const wanted = Math.min(Math.round(codes.length * ROUTES_PER_AIRPORT), Math.floor(settings.flights / 2));
  return [...ring, ...chords].slice(0, wanted).flatMap(([origin, destination]) => {
    const minutes = random.integer(4, 22) * 15;
    return [
      { origin, destination, minutes },
      { origin: destination, destination: origin, minutes },
    ];
  });
}

function planDay(
  day: number,
  times: { readonly departureMinute: number; readonly arrivalMinute: number },
  random: Random,
): FlightDay {
  if (day > TODAY_DAY) return planOpenDay(random);
  if (happens(random, CANCELLED_SHARE)) return { status: 'cancelled' };
  const midnight = (day - 1) * 1440;
  const departure = midnight + times.departureMinute + random.integer(-8, 20);
  const arrival = departure + times.arrivalMinute - times.departureMinute + random.integer(-10, 15);
  if (arrival <= NOW) return { status: 'landed', departure, arrival };
  if (departure <= NOW) return { status: 'flying', departure, arrival };
  if (!happens(random, DELAYED_SHARE)) return { status: 'on time', departure, arrival };
  const delay = random.integer(45, 240);
  return { status: 'delayed', departure: departure + delay, arrival: arrival + delay };
}

function planOpenDay(random: Random): FlightDay {
  const byCabin = (draw: (cabin: Cabin) => number): Record<Cabin, number> => {
    const [basic, economy, business] = CABINS.map(draw) as [number, number, number];
    return { basic_economy: basic, economy, business };
  };
  return {
    status: 'available',
    seats: byCabin(() => random.integer(0, MAX_SEATS)),
    prices: byCabin((cabin) => drawPrice(cabin, random)),
  };
}
