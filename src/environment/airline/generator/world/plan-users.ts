import type { Random } from '../../../../domain/random';
import type { Passenger } from '../../policy/reservation-view';
import type { Membership, PaymentMethod } from '../../policy/user-view';
import { pick, pickWeighted, withoutRepeats } from '../draws';
import { inventPerson } from './invented-people';
import type { WorldSettings } from './world-settings';
import { shuffle } from '../../../../domain/shuffle';

/** A customer before the reservations are known. */
export type PlannedUser = Passenger & {
  readonly userId: string;
  readonly email: string;
  readonly address: {
    readonly address1: string;
    readonly address2: string;
    readonly city: string;
    readonly country: string;
    readonly state: string;
    readonly zip: string;
  };
  readonly methods: readonly PaymentMethod[];
  readonly savedPassengers: readonly Passenger[];
  readonly membership: Membership;
};

const STREETS = 'Alder Birch Cedar Dogwood Elder Hazel Juniper Linden Poplar Rowan Spruce Willow'.split(' ');
const STREET_KINDS = 'Street Lane Avenue Road Court Terrace'.split(' ');

/** City, state and the first three digits of its postal codes. */
const CITIES = [
  ['Portland', 'OR', '972'],
  ['Sacramento', 'CA', '958'],
  ['Tucson', 'AZ', '857'],
  ['Omaha', 'NE', '681'],
  ['Tulsa', 'OK', '741'],
  ['Madison', 'WI', '537'],
  ['Nashville', 'TN', '372'],
  ['Raleigh', 'NC', '276'],
  ['Richmond', 'VA', '232'],
  ['Albany', 'NY', '122'],
  ['Hartford', 'CT', '061'],
  ['Tampa', 'FL', '336'],
] as const;

const CERTIFICATE_AMOUNTS = [75, 125, 175, 225, 275, 350];

/** Numbers of the ids that the certificate tool assigns; no user starts with one of these. */
const RESERVED_NUMBERS = ['3221322', '3221323', '3221324'];

/** Generates customers with one or more payment methods, at least one of which is not a certificate. */
export function planUsers(settings: WorldSettings, random: Random): PlannedUser[] {
  const newUserId = withoutRepeats<string>();
  const newNumber = withoutRepeats(RESERVED_NUMBERS);
  const drawNumber = (): string => newNumber(() => String(random.integer(1_000_000, 9_999_999)));
  return Array.from({ length: settings.users }, () => {
    const person = inventPerson(random);
    const handle = `${person.firstName}.${person.lastName}${random.integer(1000, 9999)}`.toLowerCase();
    return {
      ...person,
      userId: newUserId(() => drawUserId(person, random)),
      email: `${handle}@example.com`,
      address: drawAddress(random),
      methods: drawMethods(drawNumber, random),
      savedPassengers: Array.from({ length: random.integer(1, 3) }, () => inventPerson(random)),
      membership: pickWeighted<Membership>(random, [
        ['gold', 0.33],
        ['silver', 0.34],
        ['regular', 0.33],
      ]),
    };
  });
}

function drawUserId({ firstName, lastName }: Passenger, random: Random): string {
  return `${firstName}_${lastName}_${random.integer(1000, 9999)}`.toLowerCase();
}

function drawAddress(random: Random): PlannedUser['address'] {
  const [city, state, zip] = pick(random, CITIES);
  return {
    address1: `${random.integer(10, 999)} ${pick(random, STREETS)} ${pick(random, STREET_KINDS)}`,
    address2: `Apt ${random.integer(1, 60)}`,
    city,
    country: 'USA',
    state,
    zip: `${zip}${String(random.integer(1, 99)).padStart(2, '0')}`,
  };
}

function drawMethods(drawNumber: () => string, random: Random): PaymentMethod[] {
  const cards = pickWeighted(random, weights(0.2, 0.55, 0.25));
  const gifts = pickWeighted(random, weights(0.35, 0.35, 0.2, 0.1));
  const certificates = pickWeighted(random, weights(0.4, 0.3, 0.2, 0.1));
  const cardCount = cards + gifts === 0 ? 1 : cards;
  const giftBalances = distinct(gifts, () => random.integer(21, 320));
  const certificateBalances = distinct(certificates, () => pick(random, CERTIFICATE_AMOUNTS));
  const lastFours = distinct(cardCount, () => random.integer(1000, 9999));
  return shuffle(random, [
    ...lastFours.map((lastFour) => drawCreditCard(String(lastFour), drawNumber(), random)),
    ...giftBalances.map((balance): PaymentMethod => {
      return { id: `gift_card_${drawNumber()}`, source: 'gift_card', balance };
    }),
    ...certificateBalances.map((balance): PaymentMethod => {
      return { id: `certificate_${drawNumber()}`, source: 'certificate', balance };
    }),
  ]);
}

function drawCreditCard(lastFour: string, number: string, random: Random): PaymentMethod {
  return {
    id: `credit_card_${number}`,
    source: 'credit_card',
    brand: pick(random, ['visa', 'mastercard']),
    lastFour,
  };
}

/** Counts 0, 1, 2, ... with their weights. */
function weights(...shares: number[]): [number, number][] {
  return shares.map((share, count) => [count, share]);
}

/** Draws distinct numbers. */
function distinct(count: number, draw: () => number): number[] {
  const newNumber = withoutRepeats<number>();
  return Array.from({ length: count }, () => newNumber(draw));
}
