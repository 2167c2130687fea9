import { AirlineState } from '../../../src/environment/airline/world/state';
import { Toolset } from '../../../src/environment/airline/toolset';
import { EXTRA_BAG_PRICE, nonfreeBags } from '../../../src/environment/airline/policy/baggage-allowance';
import { spreadPayment } from '../../../src/environment/airline/policy/charge-order';
import { presumeStatus, type FlightStatus } from '../../../src/environment/airline/policy/flight-status';
import { INSURANCE_PRICE, judgeBooking } from '../../../src/environment/airline/policy/judge-booking';
import { judgeCancellation, type CancelReason } from '../../../src/environment/airline/policy/judge-cancellation';
import { judgeChange, type WantedChange } from '../../../src/environment/airline/policy/judge-change';
import { compensationAmount, judgeCompensation } from '../../../src/environment/airline/policy/judge-compensation';
import { airlinePolicyText } from '../../../src/environment/airline/policy/policy-text';
import type { Reservation } from '../../../src/environment/airline/policy/reservation-view';
import { canPayForChange } from '../../../src/environment/airline/policy/update-payment';
import type { PaymentMethod, UserProfile } from '../../../src/environment/airline/policy/user-view';
import type { RequestVerdict } from '../../../src/environment/airline/policy/verdict';
import { bookingArguments, smallWorld } from '../support/small-world';

const PASSENGER = { firstName: 'Ada', lastName: 'Moss', dob: '1990-01-01' };

const OLD_ECONOMY: Reservation = {
  reservationId: 'R1',
  userId: 'ada',
  origin: 'SFO',
  destination: 'JFK',
  flightType: 'one_way',
  cabin: 'economy',
  segments: [{ flightNumber: 'A1', date: '2024-05-20', origin: 'SFO', destination: 'JFK', price: 100 }],
  passengers: [PASSENGER, { ...PASSENGER, firstName: 'Ben' }],
  payments: [{ paymentId: 'card', amount: 200 }],
  createdAt: '2024-05-10T08:00:00',
  totalBags: 2,
  nonfreeBags: 0,
  hasInsurance: false,
};

const REGULAR: UserProfile = {
  ...PASSENGER,
  userId: 'ada',
  email: 'ada@example.com',
  membership: 'regular',
  methods: [],
  savedPassengers: [],
  reservationIds: ['R1'],
};

const CARD: PaymentMethod = { id: 'card', source: 'credit_card', brand: 'visa', lastFour: '1234' };
const SMALL_GIFT: PaymentMethod = { id: 'small', source: 'gift_card', balance: 30 };
const LARGE_GIFT: PaymentMethod = { id: 'large', source: 'gift_card', balance: 80 };
const CERTIFICATE: PaymentMethod = { id: 'paper', source: 'certificate', balance: 100 };

function answerOf(verdict: RequestVerdict): string {
  return verdict.isAllowed ? 'allowed' : verdict.reason;
}

describe('cancellation', () => {
  it.each<[string, Partial<Reservation>, FlightStatus, CancelReason, string]>([
    ['an old uninsured economy one is kept', {}, 'available', 'HEALTH', 'NOT_REFUNDABLE'],
    ['insurance covers health', { hasInsurance: true }, 'available', 'HEALTH', 'allowed'],
    ['insurance covers weather', { hasInsurance: true }, 'available', 'WEATHER', 'allowed'],
    ['insurance covers no other plans', { hasInsurance: true }, 'available', 'CHANGE_OF_PLAN', 'NOT_REFUNDABLE'],
    ['business always', { cabin: 'business' }, 'available', 'CHANGE_OF_PLAN', 'allowed'],
    ['exactly 24 hours after booking', { createdAt: '2024-05-14T15:00:00' }, 'available', 'CHANGE_OF_PLAN', 'allowed'],
    ['a second later', { createdAt: '2024-05-14T14:59:59' }, 'available', 'CHANGE_OF_PLAN', 'NOT_REFUNDABLE'],
    ['cancelled by the airline', {}, 'cancelled', 'AIRLINE_CANCELLED', 'allowed'],
    ['said to be cancelled, and not', {}, 'available', 'AIRLINE_CANCELLED', 'CLAIM_NOT_CONFIRMED'],
    ['flown, even in business', { cabin: 'business' }, 'landed', 'HEALTH', 'TRAVEL_BEGUN'],
    ['in the air, even just booked', { createdAt: '2024-05-15T14:00:00' }, 'flying', 'HEALTH', 'TRAVEL_BEGUN'],
  ])('%s', (_, changes, status, reason, expected) => {
    expect(answerOf(judgeCancellation({ ...OLD_ECONOMY, ...changes }, [status], reason))).toBe(expected);
  });

  it('hands travel that has begun to a colleague, and no other refusal', () => {
    expect(judgeCancellation(OLD_ECONOMY, ['landed', 'available'], 'HEALTH')).toMatchObject({ needsHuman: true });
    expect(judgeCancellation(OLD_ECONOMY, ['available'], 'HEALTH')).toMatchObject({ needsHuman: false });
  });
});

describe('changes', () => {
  const sameRoute: WantedChange = { kind: 'FLIGHTS', origin: 'SFO', destination: 'JFK', flightType: 'one_way' };
  it.each<[string, Partial<Reservation>, WantedChange, string]>([
    ['other flights in economy', {}, sameRoute, 'allowed'],
    ['other flights in basic economy', { cabin: 'basic_economy' }, sameRoute, 'BASIC_ECONOMY_FIXED'],
    ['another destination', {}, { ...sameRoute, destination: 'BOS' }, 'ROUTE_FIXED'],
    ['another origin', {}, { ...sameRoute, origin: 'LAX' }, 'ROUTE_FIXED'],
    ['another trip type', {}, { ...sameRoute, flightType: 'round_trip' }, 'ROUTE_FIXED'],
    ['another cabin in basic economy', { cabin: 'basic_economy' }, { kind: 'CABIN' }, 'allowed'],
    ['more bags', {}, { kind: 'BAGS', totalBags: 3 }, 'allowed'],
    ['fewer bags', {}, { kind: 'BAGS', totalBags: 1 }, 'BAGS_ONLY_ADDED'],
    ['other passengers', {}, { kind: 'PASSENGERS', passengerCount: 2 }, 'allowed'],
    ['one passenger less', {}, { kind: 'PASSENGERS', passengerCount: 1 }, 'PASSENGER_COUNT_FIXED'],
    ['one passenger more', {}, { kind: 'PASSENGERS', passengerCount: 3 }, 'PASSENGER_COUNT_FIXED'],
    ['insurance afterwards', {}, { kind: 'INSURANCE' }, 'INSURANCE_ONLY_AT_BOOKING'],
  ])('%s', (_, changes, wanted, expected) => {
    const reservation = { ...OLD_ECONOMY, ...changes };
    expect(answerOf(judgeChange(reservation, ['available'], wanted))).toBe(expected);
    expect(answerOf(judgeChange(reservation, ['landed'], wanted))).toBe('TRAVEL_BEGUN');
  });

  it('are paid with a credit card or a gift card that covers all of it, never a certificate', () => {
    expect([CARD, SMALL_GIFT, LARGE_GIFT, CERTIFICATE].map((method) => canPayForChange(method, 50))).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([CARD, SMALL_GIFT, CERTIFICATE].map((method) => canPayForChange(method, -50))).toEqual([true, true, false]);
  });
});

describe('booking', () => {
  it('takes five passengers, one certificate, three gift cards and one credit card', () => {
    const full = [CERTIFICATE, LARGE_GIFT, LARGE_GIFT, LARGE_GIFT, CARD];
    expect(answerOf(judgeBooking(5, full))).toBe('allowed');
    expect(answerOf(judgeBooking(6, full))).toBe('TOO_MANY_PASSENGERS');
    for (const method of [CERTIFICATE, LARGE_GIFT, CARD]) {
      expect(answerOf(judgeBooking(1, [...full, method]))).toBe('TOO_MANY_METHODS');
    }
  });

  it('charges the certificate, then the larger gift card, then the smaller one, then the credit card', () => {
    expect(spreadPayment(250, [CARD, SMALL_GIFT, LARGE_GIFT, CERTIFICATE])).toEqual([
      { paymentId: 'paper', amount: 100 },
      { paymentId: 'large', amount: 80 },
      { paymentId: 'small', amount: 30 },
      { paymentId: 'card', amount: 40 },
    ]);
  });

  it('leaves out a method with nothing left to pay, and fails when the methods fall short', () => {
    expect(spreadPayment(90, [CARD, CERTIFICATE])).toEqual([{ paymentId: 'paper', amount: 90 }]);
    expect(spreadPayment(111, [SMALL_GIFT, LARGE_GIFT])).toBeNull();
    expect(spreadPayment(0, [])).toEqual([]);
  });

  it('costs what the tools charge', () => {
    const world = smallWorld('v1');
    const total = 100 + INSURANCE_PRICE + 2 * EXTRA_BAG_PRICE;
    const answer = new Toolset('v1').call(
      new AirlineState(world),
      'book_reservation',
      bookingArguments({
        insurance: '"yes"',
        total_baggages: '5',
        nonfree_baggages: '2',
        payment_methods: `[{"payment_id": "card", "amount": ${total}}]`,
      }),
    );
    expect(answer.ending).toBe('RETURNED');
  });
});

describe('bags', () => {
  it.each([
    ['regular', 'basic_economy', 0],
    ['regular', 'economy', 1],
    ['regular', 'business', 2],
    ['silver', 'basic_economy', 1],
    ['silver', 'economy', 2],
    ['silver', 'business', 3],
    ['gold', 'basic_economy', 2],
    ['gold', 'economy', 3],
    ['gold', 'business', 3],
  ] as const)('of a %s member in %s are free up to %i each', (membership, cabin, free) => {
    const party = { membership, cabin, passengerCount: 2 };
    expect([2 * free, 2 * free + 1, 0].map((bags) => nonfreeBags(bags, party))).toEqual([0, 1, 0]);
  });
});

describe('compensation', () => {
  const complaint = { user: REGULAR, reservation: OLD_ECONOMY, isChanged: false } as const;
  const silver = { ...REGULAR, membership: 'silver' } as const;

  it('goes to silver and gold members, insured reservations and business', () => {
    const cancelled = { ...complaint, statuses: ['cancelled'], disruption: 'CANCELLED' } as const;
    expect(answerOf(judgeCompensation(cancelled))).toBe('NOT_ELIGIBLE');
    expect(answerOf(judgeCompensation({ ...cancelled, user: silver }))).toBe('allowed');
    expect(answerOf(judgeCompensation({ ...cancelled, user: { ...REGULAR, membership: 'gold' } }))).toBe('allowed');
    const insured = { ...OLD_ECONOMY, hasInsurance: true };
    expect(answerOf(judgeCompensation({ ...cancelled, reservation: insured }))).toBe('allowed');
    const business = { ...OLD_ECONOMY, cabin: 'business' } as const;
    expect(answerOf(judgeCompensation({ ...cancelled, reservation: business }))).toBe('allowed');
  });

  it('needs the flight to be what the customer says', () => {
    const claim = { ...complaint, user: silver, statuses: ['available'] } as const;
    expect(answerOf(judgeCompensation({ ...claim, disruption: 'CANCELLED' }))).toBe('CLAIM_NOT_CONFIRMED');
    expect(answerOf(judgeCompensation({ ...claim, disruption: 'DELAYED' }))).toBe('CLAIM_NOT_CONFIRMED');
  });

  it('follows a delay only after a change', () => {
    const delayed = { ...complaint, user: silver, statuses: ['delayed'], disruption: 'DELAYED' } as const;
    expect(answerOf(judgeCompensation(delayed))).toBe('DELAY_WITHOUT_CHANGE');
    expect(answerOf(judgeCompensation({ ...delayed, isChanged: true }))).toBe('allowed');
  });

  it('is 100 or 50 dollars for each passenger', () => {
    expect([compensationAmount('CANCELLED', 3), compensationAmount('DELAYED', 3)]).toEqual([300, 150]);
  });
});

describe('the status of a flight that no tool shows', () => {
  it.each([
    [{ date: '2024-05-20', isListed: true, claim: 'CANCELLED' }, 'available'],
    [{ date: '2024-05-12', isListed: false, claim: 'CANCELLED' }, 'cancelled'],
    [{ date: '2024-05-15', isListed: false, claim: 'DELAYED' }, 'delayed'],
    [{ date: '2024-05-12', isListed: false, claim: 'DELAYED' }, 'landed'],
    [{ date: '2024-05-12', isListed: false, claim: null }, 'landed'],
    [{ date: '2024-05-15', isListed: false, claim: null }, 'on time'],
  ] as const)('%j is %s', (sight, expected) => {
    expect(presumeStatus(sight)).toBe(expected);
  });
});

describe('the policy text', () => {
  it('states the figures that the rules use', () => {
    const text = airlinePolicyText('v1').replace(/\s+/g, ' ');
    expect(text).toContain('It is 2024-05-15, 15:00 Eastern time');
    expect(text).toContain('At most 5 passengers');
    expect(text).toContain('At most 1 certificate, 3 gift cards and 1 credit card');
    expect(text).toContain('Travel insurance costs $30 for each passenger');
    expect(text).toContain('Every further bag costs $50');
    expect(text).toContain('| gold | 2 | 3 | 3 |');
    expect(text).toContain('within the last 24 hours');
    expect(text).toContain('cancelled flight: $100 for each passenger');
    expect(text).toContain('delayed flight: $50 for each passenger');
  });

  it('tells an agent to ask the tool for a status only where there is one', () => {
    expect(airlinePolicyText('v2')).toContain('Ask the tool for the status');
    expect(airlinePolicyText('v1')).toContain('No tool shows a status');
  });
});
