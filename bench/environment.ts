import { createHash } from 'node:crypto';

import { AirlineEnvironment } from '../src/environment/airline/airline-environment';
import { hashDatabase, hashWorld } from '../src/environment/airline/world/database-hash';
import { textAt } from '../src/environment/airline/world/entry-fields';
import { HASH_FORMATS } from '../src/environment/airline/world/hash-format';
import { readAirlineWorld } from '../src/environment/airline/readers/airline-folder';
import { AirlineState } from '../src/environment/airline/world/state';
import { buildWorldText } from '../src/environment/airline/world/world-text';
import type { Table, World } from '../src/environment/airline/world/world';
import { toValueMap, type PlainObject } from '../src/environment/values/json/plain-value';
import type { BenchRow } from './bench-row';

const EPISODES = 400;
const REPETITIONS = 5;
const RESETS = 100_000;
const MAX_STEP_RATIO = 8;
const MAX_RESET_RATIO = 0.001;
const MAX_FULL_HASH_RATIO = 100;
const MAX_HASH_RATIO = 1;

/**
 * The airline of version 1: steps and resets of episodes, and the database hash. Uses the benchmark's world if
 * TURNWISE_BENCHMARK_DATA names its folder, otherwise a generated one of the same shape.
 *
 * @returns the best of five runs of each
 */
export async function environmentBench(): Promise<BenchRow[]> {
  const folder = process.env.TURNWISE_BENCHMARK_DATA ?? '';
  const world = folder === '' ? syntheticWorld() : await readAirlineWorld(`${folder}/tau-bench`, 'v1');
  const origin = folder === '' ? 'a generated world' : 'the benchmark';
  return [stepRow(world, origin), resetRow(world, origin), ...hashRows(world, origin)];
}

type Call = { readonly name: string; readonly arguments: string };

/**
 * Every episode starts fresh. The baseline writes the results of its calls once more, with only JSON.stringify on plain
 * objects.
 */
function stepRow(world: World, origin: string): BenchRow {
  const { toolset } = new AirlineEnvironment(world, 'v1');
  const episodes = [...world.users.keys()].slice(0, EPISODES).map((userId) => callsOf(world, userId));
  const steps = episodes.reduce((total, calls) => total + calls.length, 0);
  const play = (): string[] =>
    episodes.flatMap((calls) => {
      const state = new AirlineState(world);
      return calls.map((call) => toolset.call(state, call.name, call.arguments).text ?? '');
    });
  const answers = play();
  const refused = answers.filter((text) => text.startsWith('Error')).length;
  if (refused > steps / 4) throw new Error(`${refused} of ${steps} steps failed: the measurement is meaningless`);
  const results = answers.map((text): unknown => (/^[[{]/.test(text) ? JSON.parse(text) : text));
  const seconds = bestSeconds(play);
  const plainSeconds = bestSeconds(() => results.map((result) => JSON.stringify(result)));
  const ratio = seconds / plainSeconds;
  return {
    name: `steps over ${origin}, ${steps} in ${episodes.length} episodes`,
    value: Math.round(steps / seconds),
    unit: 'steps/s',
    limit: `only JSON.stringify of the results: ${Math.round(steps / plainSeconds)}/s; max ${MAX_STEP_RATIO} times its time`,
    ratio,
    target: MAX_STEP_RATIO,
    met: ratio <= MAX_STEP_RATIO,
  };
}

function resetRow(world: World, origin: string): BenchRow {
  const seconds = bestSeconds(() => Array.from({ length: RESETS }, () => new AirlineState(world)).length) / RESETS;
  const copySeconds = bestSeconds(() => structuredClone(world));
  const ratio = seconds / copySeconds;
  return {
    name: `reset over ${origin}`,
    value: seconds * 1e6,
    unit: 'us',
    limit: `a copy of the database: ${(copySeconds * 1e3).toFixed(0)} ms; max ${MAX_RESET_RATIO} of that`,
    ratio,
    target: MAX_RESET_RATIO,
    met: ratio <= MAX_RESET_RATIO,
  };
}

/** The whole text from scratch, and after one change in the middle of the reservations. */
function hashRows(world: World, origin: string): BenchRow[] {
  const { bytes } = buildWorldText(world, HASH_FORMATS.v1);
  const plainSeconds = bestSeconds(() => createHash('sha256').update(bytes).digest('hex'));
  const { toolset } = new AirlineEnvironment(world, 'v1');
  const state = new AirlineState(world);
  const ids = [...world.reservations.keys()].sort();
  toolset.call(state, 'cancel_reservation', JSON.stringify({ reservation_id: ids[ids.length >> 1] }));
  const row = (name: string, seconds: number, target: number): BenchRow => ({
    name: `${name}, ${origin}, ${(bytes.length / 1e6).toFixed(1)} MB`,
    value: seconds * 1e3,
    unit: 'ms',
    limit: `SHA-256 of the same bytes: ${(plainSeconds * 1e3).toFixed(2)} ms; max ${target} times that`,
    ratio: seconds / plainSeconds,
    target,
    met: seconds / plainSeconds <= target,
  });
  return [
    row(
      'hash of the whole database',
      bestSeconds(() => hashWorld(world, 'v1')),
      MAX_FULL_HASH_RATIO,
    ),
    row(
      'hash after changing one entry',
      bestSeconds(() => hashDatabase(state, 'v1')),
      MAX_HASH_RATIO,
    ),
  ];
}

/** What an agent does for a user: look up, search, buy a bag, get a certificate, cancel. */
function callsOf(world: World, userId: string): Call[] {
  const found = [...world.reservations.values()].find((entry) => entry.get('user_id') === userId);
  const reservation = found ?? world.reservations.values().next().value!;
  const id = textAt(reservation, 'reservation_id');
  const route = { origin: textAt(reservation, 'origin'), destination: textAt(reservation, 'destination') };
  const [payment] = reservation.get('payment_history') as readonly ReadonlyMap<string, unknown>[];
  const calls: [string, object][] = [
    ['get_user_details', { user_id: userId }],
    ['get_reservation_details', { reservation_id: id }],
    ['search_direct_flight', { ...route, date: '2024-05-20' }],
    ['search_onestop_flight', { ...route, date: '2024-05-20' }],
    ['calculate', { expression: '2 * ((350 - 122) + (499 - 127))' }],
    [
      'update_reservation_baggages',
      { reservation_id: id, total_baggages: 3, nonfree_baggages: 0, payment_id: payment?.get('payment_id') },
    ],
    ['send_certificate', { user_id: userId, amount: 100 }],
    ['cancel_reservation', { reservation_id: id }],
  ];
  return calls.map(([name, given]) => ({ name, arguments: JSON.stringify(given) }));
}

function bestSeconds(work: () => unknown): number {
  const times = Array.from({ length: REPETITIONS }, () => {
    const start = process.hrtime.bigint();
    work();
    return Number(process.hrtime.bigint() - start) / 1e9;
  });
  return Math.min(...times);
}

/** 300 flights on 30 days between 10 airports, 500 users and 2,000 reservations. */
function syntheticWorld(): World {
  const seats = { basic_economy: 9n, economy: 9n, business: 9n };
  const airports = ['SFO', 'JFK', 'LAX', 'ORD', 'DFW', 'DEN', 'SEA', 'ATL', 'MIA', 'BOS'];
  const days = Array.from({ length: 30 }, (_, day): [string, PlainObject] => [
    `2024-05-${String(day + 1).padStart(2, '0')}`,
    { status: 'available', available_seats: seats, prices: { basic_economy: 60n, economy: 120n, business: 300n } },
  ]);
  const person = { first_name: 'Ann', last_name: 'Lee', dob: '1990-01-01' };
  return {
    flights: tableOf(
      300,
      (index) => ({
        flight_number: `F${index}`,
        origin: airports[index % 10]!,
        destination: airports[(index + 1 + (Math.floor(index / 10) % 9)) % 10]!,
        scheduled_departure_time_est: `${String(index % 24).padStart(2, '0')}:00:00`,
        scheduled_arrival_time_est: `${String((index + 2) % 24).padStart(2, '0')}:30:00`,
        dates: Object.fromEntries(days),
      }),
      'F',
    ),
    reservations: tableOf(
      2000,
      (index) => ({
        reservation_id: `R${index}`,
        user_id: `U${index % 500}`,
        origin: airports[index % 10]!,
        destination: airports[(index + 3) % 10]!,
        flight_type: 'one_way',
        cabin: 'economy',
        flights: [{ origin: 'SFO', destination: 'JFK', flight_number: 'F0', date: '2024-05-20', price: 120n }],
        passengers: [person, person],
        payment_history: [{ payment_id: 'gift', amount: 240n }],
        created_at: '2024-05-01T00:00:00',
        total_baggages: 1n,
        nonfree_baggages: 0n,
        insurance: 'no',
      }),
      'R',
    ),
    users: tableOf(
      500,
      (index) => ({
        name: { first_name: 'Ann', last_name: `Lee${index}` },
        address: { address1: '1 Main Street', address2: '', city: 'Austin', country: 'USA', state: 'TX', zip: '78750' },
        email: `ann${index}@example.com`,
        dob: '1990-01-01',
        payment_methods: { gift: { source: 'gift_card', amount: 200n, id: 'gift' } },
        saved_passengers: [person],
        membership: 'gold',
        reservations: [0, 500, 1000, 1500].map((start) => `R${start + index}`),
      }),
      'U',
    ),
  };
}

function tableOf(count: number, entry: (index: number) => PlainObject, prefix: string): Table {
  return new Map(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, toValueMap(entry(index))]));
}
