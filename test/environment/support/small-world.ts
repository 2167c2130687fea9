import { AirlineEnvironment } from '../../../src/environment/airline/airline-environment';
import { AirlineState } from '../../../src/environment/airline/world/state';
import type { AirlineVersion, World } from '../../../src/environment/airline/world/world';
import { isMap, withEntries, type ValueMap } from '../../../src/environment/values/value';
import { toValueMap, type PlainObject } from '../../../src/environment/values/json/plain-value';

/**
 * A world small enough to be read: SFO to JFK by A1 by day and A2 overnight, JFK to BOS by B1 in the evening and B2 at night,
 * a user with one method of each kind, a user with a lone gift card, and a reservation each.
 */
export function smallWorld(version: AirlineVersion): World {
  return {
    flights: tableOf(FLIGHTS),
    reservations: tableOf(RESERVATIONS, version === 'v2' ? [['status', null]] : []),
    users: version === 'v2' ? new Map(Array.from(tableOf(USERS), typedUser)) : tableOf(USERS),
  };
}

/** The airline over the small world. */
export function smallEnvironment(version: AirlineVersion): AirlineEnvironment {
  return new AirlineEnvironment(smallWorld(version), version);
}

/** A fresh episode of the small world, to call tools in. */
export function startCalls(version: AirlineVersion): {
  readonly state: AirlineState;
  readonly environment: AirlineEnvironment;
  readonly call: (name: string, argumentsText: string) => string | null;
} {
  const environment = smallEnvironment(version);
  const state = new AirlineState(environment.world);
  return { state, environment, call: (name, text) => environment.toolset.call(state, name, text).text };
}

/** Arguments of a booking on A1 by `ann` that costs 100, with some of them replaced (JSON text of each). */
export function bookingArguments(replaced: Readonly<Record<string, string>> = {}): string {
  const given: Record<string, string> = {
    user_id: '"ann"',
    origin: '"SFO"',
    destination: '"JFK"',
    flight_type: '"one_way"',
    cabin: '"economy"',
    flights: '[{"flight_number": "A1", "date": "2024-05-20"}]',
    passengers: '[{"first_name": "Ann", "last_name": "Lee", "dob": "1990-01-01"}]',
    payment_methods: '[{"payment_id": "card", "amount": 100}]',
    total_baggages: '0',
    nonfree_baggages: '0',
    insurance: '"no"',
    ...replaced,
  };
  return `{${Object.entries(given)
    .map(([name, text]) => `"${name}": ${text}`)
    .join(', ')}}`;
}

const AVAILABLE = {
  status: 'available',
  available_seats: { basic_economy: 0n, economy: 2n, business: 9n },
  prices: { basic_economy: 50n, economy: 100n, business: 400n },
};
const DEARER = { ...AVAILABLE, prices: { basic_economy: 70n, economy: 130n, business: 500n } };

function flight(number: string, route: readonly [string, string], times: readonly [string, string]): PlainObject {
  return {
    flight_number: number,
    origin: route[0],
    destination: route[1],
    scheduled_departure_time_est: times[0],
    scheduled_arrival_time_est: times[1],
    dates: {
      '2024-05-10': { status: 'landed', actual_departure_time_est: 'x', actual_arrival_time_est: 'y' },
      '2024-05-20': AVAILABLE,
      '2024-05-21': DEARER,
    },
  };
}

const FLIGHTS: PlainObject = {
  A1: flight('A1', ['SFO', 'JFK'], ['08:00:00', '16:00:00']),
  A2: flight('A2', ['SFO', 'JFK'], ['22:00:00', '01:30:00+1']),
  B1: flight('B1', ['JFK', 'BOS'], ['18:00:00', '19:00:00']),
  B2: flight('B2', ['JFK', 'BOS'], ['02:00:00', '03:00:00']),
};

const PASSENGER = { first_name: 'Ann', last_name: 'Lee', dob: '1990-01-01' };
const ADDRESS = { address1: '1 Main', address2: '', city: 'Austin', country: 'USA', state: 'TX', zip: '78750' };

const USERS: PlainObject = {
  ann: {
    name: { first_name: 'Ann', last_name: 'Lee' },
    address: ADDRESS,
    email: 'ann@example.com',
    dob: '1990-01-01',
    payment_methods: {
      card: { source: 'credit_card', brand: 'visa', last_four: '1234', id: 'card' },
      gift: { source: 'gift_card', amount: 60n, id: 'gift' },
      paper: { source: 'certificate', amount: 80n, id: 'paper' },
    },
    saved_passengers: [PASSENGER],
    membership: 'gold',
    reservations: ['R1'],
  },
  bob: {
    name: { first_name: 'Bob', last_name: 'Orr' },
    address: ADDRESS,
    email: 'bob@example.com',
    dob: '1980-01-01',
    payment_methods: { voucher: { source: 'gift_card', amount: 30n, id: 'voucher' } },
    saved_passengers: [],
    membership: 'regular',
    reservations: ['R2'],
  },
};

function reservation(id: string, userId: string, paymentId: string): PlainObject {
  return {
    reservation_id: id,
    user_id: userId,
    origin: 'SFO',
    destination: 'JFK',
    flight_type: 'one_way',
    cabin: 'economy',
    flights: [{ origin: 'SFO', destination: 'JFK', flight_number: 'A1', date: '2024-05-20', price: 90n }],
    passengers: [PASSENGER],
    payment_history: [{ payment_id: paymentId, amount: 90n }],
    created_at: '2024-05-01T00:00:00',
    total_baggages: 1n,
    nonfree_baggages: 0n,
    insurance: 'no',
  };
}

const RESERVATIONS: PlainObject = { R1: reservation('R1', 'ann', 'card'), R2: reservation('R2', 'bob', 'voucher') };

function tableOf(table: PlainObject, extra: Parameters<typeof withEntries>[1] = []): ReadonlyMap<string, ValueMap> {
  return new Map(
    Object.entries(table).map(([id, entry]) => [id, withEntries(toValueMap(entry as PlainObject), extra)]),
  );
}

/** A user as the second version's database holds one: with the id, and floats as balances. */
function typedUser([id, user]: [string, ValueMap]): [string, ValueMap] {
  const methods = user.get('payment_methods') as ValueMap;
  const typed = new Map(
    Array.from(methods, ([key, method]) => {
      const amount = isMap(method) ? method.get('amount') : undefined;
      return [key, amount === undefined ? method : withEntries(method as ValueMap, [['amount', Number(amount)]])];
    }),
  );
  return [id, withEntries(new Map([['user_id', id], ...user]), [['payment_methods', typed]])];
}
