import { createHash } from 'node:crypto';

import * as fc from 'fast-check';

import { databaseChanges, isSameDatabase } from '../../src/environment/airline/world/database-difference';
import { hashDatabase, hashWorld, worldOf } from '../../src/environment/airline/world/database-hash';
import { AirlineState } from '../../src/environment/airline/world/state';
import { AIRLINE_VERSIONS, type World } from '../../src/environment/airline/world/world';
import { toValueMap } from '../../src/environment/values/json/plain-value';
import { bookingArguments, smallEnvironment, smallWorld } from './support/small-world';

const TINY: World = {
  flights: new Map(),
  reservations: new Map([['R', toValueMap({ b: 1n, a: [2.5] })]]),
  users: new Map([
    ['u', toValueMap({})],
    ['U', toValueMap({ x: null })],
  ]),
};

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describe('hashDatabase', () => {
  it('hashes nested tuples in the first version', () => {
    const text =
      "(('flights', ()), ('reservations', (('R', (('a', (2.5,)), ('b', 1))),)), ('users', (('U', (('x', None),)), ('u', ()))))";
    expect(hashDatabase(new AirlineState(TINY), 'v1')).toBe(sha256(text));
  });

  it('hashes JSON with sorted keys in the second version', () => {
    const text = '{"flights": {}, "reservations": {"R": {"a": [2.5], "b": 1}}, "users": {"U": {"x": null}, "u": {}}}';
    expect(hashDatabase(new AirlineState(TINY), 'v2')).toBe(sha256(text));
  });

  it.each(AIRLINE_VERSIONS)('tells an int from a float and ignores key order (%s)', (version) => {
    const hashes = [
      { a: 1n, b: 2n },
      { b: 2n, a: 1n },
      { a: 1, b: 2n },
    ].map((entry) => {
      const state = new AirlineState(smallWorld(version));
      state.put('users', 'ann', toValueMap(entry));
      return hashDatabase(state, version);
    });
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[0]).not.toBe(hashes[2]);
  });

  it.each(AIRLINE_VERSIONS)('agrees with hashing the whole changed world anew (%s)', (version) => {
    const worlds = [smallWorld(version), TINY];
    const change = fc.record({
      table: fc.constantFrom('flights', 'reservations', 'users'),
      id: fc.constantFrom('', 'A1', 'B1', 'R1', 'R2', 'ann', 'HATHAT', 'HATHAU', 'zz', '😀', '\uffff'),
      amount: fc.bigInt(),
    });
    fc.assert(
      fc.property(fc.constantFrom(...worlds), fc.array(change, { maxLength: 6 }), (world, changes) => {
        const state = new AirlineState(world);
        for (const { table, id, amount } of changes) {
          state.put(table, id, toValueMap({ amount }));
        }
        expect(hashDatabase(state, version)).toBe(hashWorld(worldOf(state), version));
      }),
    );
  });
});

describe('databaseChanges', () => {
  it('leaves out entries that ended as they began', () => {
    const { world, toolset } = smallEnvironment('v1');
    const state = new AirlineState(world);
    toolset.call(state, 'update_reservation_passengers', '{"reservation_id": "R1", "passengers": [1]}');
    expect(databaseChanges(state, 'v1').map(({ table, id }) => [table, id])).toEqual([['reservations', 'R1']]);
    const original = '[{"dob": "1990-01-01", "last_name": "Lee", "first_name": "Ann"}]';
    toolset.call(state, 'update_reservation_passengers', `{"reservation_id": "R1", "passengers": ${original}}`);
    expect(databaseChanges(state, 'v1')).toEqual([]);
    expect(isSameDatabase(state, new AirlineState(world), 'v1')).toBe(true);
    expect(hashDatabase(state, 'v1')).toBe(hashDatabase(new AirlineState(world), 'v1'));
  });

  it('finds databases equal exactly when their hashes are', () => {
    const { world, toolset } = smallEnvironment('v1');
    const ends = ['100', '100.0', '100'].map((amount) => {
      const state = new AirlineState(world);
      const payments = `[{"payment_id": "card", "amount": ${amount}}]`;
      toolset.call(state, 'book_reservation', bookingArguments({ payment_methods: payments }));
      return state;
    });
    expect(isSameDatabase(ends[0]!, ends[2]!, 'v1')).toBe(true);
    expect(isSameDatabase(ends[0]!, ends[1]!, 'v1')).toBe(false);
    expect(hashDatabase(ends[0]!, 'v1')).not.toBe(hashDatabase(ends[1]!, 'v1'));
  });
});

describe('AirlineState', () => {
  it('shares the world: no episode sees what another one changed', () => {
    const { world, toolset } = smallEnvironment('v1');
    const first = new AirlineState(world);
    const before = first.find('reservations', 'R1');
    toolset.call(first, 'cancel_reservation', '{"reservation_id": "R1"}');
    expect(new AirlineState(world).find('reservations', 'R1')).toBe(before);
    expect(before?.has('status')).toBe(false);
    expect(first.find('reservations', 'R1')?.get('status')).toBe('cancelled');
    expect(first.find('reservations', 'R2')).toBe(world.reservations.get('R2'));
  });
});
