import { hashWorld } from '../../../src/environment/airline/world/database-hash';
import { textAt } from '../../../src/environment/airline/world/entry-fields';
import { generateWorld } from '../../../src/environment/airline/generator/generate-world';
import {
  DEFAULT_WORLD_SETTINGS,
  SMALL_WORLD_SETTINGS,
} from '../../../src/environment/airline/generator/world/world-settings';
import { nonfreeBags } from '../../../src/environment/airline/policy/baggage-allowance';
import { readReservation } from '../../../src/environment/airline/policy/reservation-view';
import { readUser } from '../../../src/environment/airline/policy/user-view';
import { FLIGHT, RESERVATION, USER } from '../../../src/environment/airline/world/typed-entries';
import { jsonText } from '../../../src/environment/values/json/json-text';
import { readRecord } from '../../../src/environment/values/typed-record';
import { withEntries, type ValueMap } from '../../../src/environment/values/value';
import { SMALL_WORLDS } from './support/generated-worlds';
import { groupBy } from '../../../src/domain/group-by';

const { v1: WORLD, v2: SECOND_WORLD } = SMALL_WORLDS;
const RESERVATIONS = [...WORLD.reservations.values()].map(readReservation);
const USERS = Array.from(WORLD.users, ([id, entry]) => readUser(id, entry));

function dayOf(flightNumber: string, date: string): ValueMap {
  return (WORLD.flights.get(flightNumber)!.get('dates') as ValueMap).get(date) as ValueMap;
}

describe('a generated world', () => {
  it('has as many flights, dates, users and reservations as the settings say', () => {
    const world = generateWorld({ ...SMALL_WORLD_SETTINGS, flights: 40, days: 21, users: 25, reservations: 33 }, 5);
    expect([world.flights.size, world.users.size, world.reservations.size]).toEqual([40, 25, 33]);
    for (const flight of world.flights.values()) expect((flight.get('dates') as ValueMap).size).toBe(21);
  });

  it('is the benchmark in size by default, with 300 x 15 bookable dates', () => {
    const world = generateWorld(DEFAULT_WORLD_SETTINGS, 1);
    expect([world.flights.size, world.users.size, world.reservations.size]).toEqual([300, 500, 2000]);
    const days = [...world.flights.values()].flatMap((flight) => [...(flight.get('dates') as ValueMap).values()]);
    const byStatus = groupBy(days, (day) => (day as ValueMap).get('status'));
    expect(byStatus.get('available')).toHaveLength(4500);
    expect([...byStatus.keys()].sort()).toEqual(['available', 'cancelled', 'delayed', 'flying', 'landed', 'on time']);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(hashWorld(generateWorld(SMALL_WORLD_SETTINGS, 1), 'v1')).toBe(hashWorld(WORLD, 'v1'));
    expect(hashWorld(generateWorld(SMALL_WORLD_SETTINGS, 2), 'v1')).not.toBe(hashWorld(WORLD, 'v1'));
  });

  it('is the same on every machine and in every process', () => {
    expect(hashWorld(WORLD, 'v1')).toBe('db7afed668005129ba0fdfba698ee83c52dee6230698a65d6fef34c4a6f01562');
    expect(hashWorld(SECOND_WORLD, 'v2')).toBe('ec7f0bcedb925aac70d305f267463fc587518d616a3c555a49091968c9d3179e');
  });

  it('is the first version read through the entries of the second', () => {
    const users = Array.from(WORLD.users, ([id, user]) => readRecord(USER, withEntries(user, [['user_id', id]])));
    expect([...SECOND_WORLD.users.values()].map(jsonText)).toEqual(users.map(jsonText));
    expect([...SECOND_WORLD.flights.values()].map(jsonText)).toEqual(
      [...WORLD.flights.values()].map((flight) => jsonText(readRecord(FLIGHT, flight))),
    );
    expect([...SECOND_WORLD.reservations.values()].map(jsonText)).toEqual(
      [...WORLD.reservations.values()].map((reservation) => jsonText(readRecord(RESERVATION, reservation))),
    );
  });

  it('lists every reservation with its user and nowhere else', () => {
    const owners = RESERVATIONS.map(({ reservationId, userId }) => `${userId} ${reservationId}`);
    const listed = USERS.flatMap(({ userId, reservationIds }) => reservationIds.map((id) => `${userId} ${id}`));
    expect(listed.sort()).toEqual(owners.sort());
  });

  it('flies from where the flight before has landed, not before it has', () => {
    for (const { segments, origin, destination, flightType } of RESERVATIONS) {
      expect(segments[0]!.origin).toBe(origin);
      expect(segments.at(-1)!.destination).toBe(flightType === 'one_way' ? destination : origin);
      for (const [rank, segment] of segments.entries()) {
        const flight = WORLD.flights.get(segment.flightNumber)!;
        expect([flight.get('origin'), flight.get('destination')]).toEqual([segment.origin, segment.destination]);
        const next = segments[rank + 1];
        if (next === undefined) continue;
        expect(next.origin).toBe(segment.destination);
        const arrival = `${segment.date} ${textAt(flight, 'scheduled_arrival_time_est')}`;
        const departure = textAt(WORLD.flights.get(next.flightNumber)!, 'scheduled_departure_time_est');
        expect(`${next.date} ${departure}` > arrival).toBe(true);
      }
    }
  });

  it('has paid for seats, insurance and bags with a method of the user', () => {
    const users = new Map(USERS.map((user) => [user.userId, user]));
    for (const reservation of RESERVATIONS) {
      const { segments, passengers, payments, cabin } = reservation;
      const user = users.get(reservation.userId)!;
      const party = { membership: user.membership, cabin, passengerCount: passengers.length };
      expect(reservation.nonfreeBags).toBe(nonfreeBags(reservation.totalBags, party));
      const seats = segments.reduce((sum, { price }) => sum + price, 0) + (reservation.hasInsurance ? 30 : 0);
      expect(payments.map(({ amount }) => amount)).toEqual([seats * passengers.length + 50 * reservation.nonfreeBags]);
      expect(user.methods.map(({ id }) => id)).toContain(payments[0]!.paymentId);
    }
  });

  it('prices the cabins apart, so that a change of cabin always costs or refunds something', () => {
    for (const number of WORLD.flights.keys()) {
      const prices = dayOf(number, '2024-05-20').get('prices') as ValueMap;
      const [basic, economy, business] = [...prices.values()].map(Number);
      expect(basic! < economy! && economy! < business!).toBe(true);
    }
  });

  it('knows by the frozen clock what has left: nothing after today is flown, nothing of today lands later than now', () => {
    for (const number of WORLD.flights.keys()) {
      expect(['landed', 'cancelled']).toContain(dayOf(number, '2024-05-14').get('status'));
      expect(dayOf(number, '2024-05-16').get('status')).toBe('available');
      const today = dayOf(number, '2024-05-15');
      if (today.get('status') === 'landed') {
        expect(textAt(today, 'actual_arrival_time_est') <= '2024-05-15T15:00:00').toBe(true);
      }
      if (today.get('status') === 'delayed') {
        expect(textAt(today, 'estimated_departure_time_est') > '2024-05-15T15:00:00').toBe(true);
      }
    }
  });

  it('gives every user a way to pay that is no certificate, and methods that words can tell apart', () => {
    for (const { methods } of USERS) {
      expect(methods.some(({ source }) => source !== 'certificate')).toBe(true);
      const names = methods.map((method) => {
        return method.source === 'credit_card' ? method.lastFour : `${method.source} ${method.balance}`;
      });
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('never takes an id that the tools give out', () => {
    const ids = [...WORLD.reservations.keys(), ...USERS.flatMap(({ methods }) => methods.map(({ id }) => id))];
    expect(ids.filter((id) => /^HATHA[TUV]$|^certificate_322132[234]$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    [{ airports: 3 }, 'airports is 3; it must be an integer from 4 to 20'],
    [{ flights: 10 }, 'flights is 10; it must be an integer from 32 to 9999'],
    [{ days: 15 }, 'days is 15; it must be an integer from 20 to 31'],
    [{ users: 2.5 }, 'users is 2.5; it must be an integer from 20 to 1000000'],
    [{ reservations: 0 }, 'reservations is 0; it must be an integer from 20 to 1000000'],
    [{ begunShare: -0.1 }, 'begunShare is -0.1; it must be in 0 to 1'],
    [{ recentShare: NaN }, 'recentShare is NaN; it must be in 0 to 1'],
    [{ begunShare: 0.7, disruptedShare: 0.4 }, 'disruptedShare and begunShare sum to 1.1'],
  ])('refuses %j', (settings, message) => {
    expect(() => generateWorld({ ...SMALL_WORLD_SETTINGS, ...settings }, 1)).toThrow(message);
  });
});
