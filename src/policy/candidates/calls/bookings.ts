import { EXTRA_BAG_PRICE, nonfreeBags } from '../../../environment/airline/policy/baggage-allowance';
import { spreadPayment } from '../../../environment/airline/policy/charge-order';
import { INSURANCE_PRICE } from '../../../environment/airline/policy/judge-booking';
import { CABINS, type Cabin, type Passenger, type Payment } from '../../../environment/airline/policy/reservation-view';
import type { PaymentMethod, UserProfile } from '../../../environment/airline/policy/user-view';
import {
  passengerArgument,
  segmentArgument,
  toolAction,
} from '../../../environment/airline/generator/requests/tool-action';
import { callAct, candidateOf, type Candidate } from '../candidate';
import type { Focus } from '../focus';
import { latest, mentioned } from '../knowledge/request-window';
import { distanceOf, distinctChoices, variations, type PartChoice } from '../variations';
import { journeysFor, type CandidateJourney } from './journeys';

/** A new reservation without its payment. */
export type BookingPlan = {
  readonly journeys: readonly CandidateJourney[];
  readonly cabin: Cabin;
  readonly passengers: readonly Passenger[];
  readonly totalBags: number;
  readonly paidBags: number;
  readonly hasInsurance: boolean;
  /** Price of each flight for one passenger; null when any of them was not shown. */
  readonly prices: readonly number[] | null;
  /** Total in dollars. */
  readonly total: number | null;
};

type PlannedBooking = { readonly plan: BookingPlan; readonly traits: readonly string[]; readonly distance: number };

const MAX_JOURNEYS = 4;
const MAX_PAYMENTS = 5;

/** Bookings that the customer may mean: the one requested, and variations of one part. */
export function bookingPlans(focus: Focus): PlannedBooking[] {
  const { customer } = focus;
  if (customer === null || !focus.knowledge.window.intents.has('BOOK')) return [];
  const cabins = cabinsOf(focus);
  const parties = partiesOf(focus, customer);
  const party = { cabin: cabins[0]!.value, count: parties[0]?.value.length ?? 1 };
  const journeys = journeyLists(focus, party);
  const bags = bagTotals(focus);
  const insurances = insurancesOf(focus);
  const paidRules = PAID_BAG_RULES;
  const counts = [journeys, cabins, parties, bags, insurances, paidRules].map(({ length }) => length);
  return variations(counts).map((pick) => {
    const parts = {
      journeys: journeys[pick[0]!]!,
      cabin: cabins[pick[1]!]!,
      passengers: parties[pick[2]!]!,
      totalBags: bags[pick[3]!]!,
      hasInsurance: insurances[pick[4]!]!,
    };
    const rule = paidRules[pick[5]!]!;
    const { journeys: ways, cabin, passengers, totalBags, hasInsurance } = valuesOf(parts);
    const membership = customer.membership;
    const free = { membership, cabin, passengerCount: passengers.length };
    const paidBags = rule.value(totalBags, nonfreeBags(totalBags, free));
    const content = { journeys: ways, cabin, passengers, totalBags, paidBags, hasInsurance };
    const traits = [...Object.values(parts).map(({ trait }) => trait), rule.trait];
    return { plan: pricePlan(content), traits, distance: distanceOf(pick) };
  });
}

/** Booking calls: each plan with the named payment, and the first plan with other payments. */
export function bookingCalls(focus: Focus): Candidate[] {
  const { customer } = focus;
  if (customer === null) return [];
  return bookingPlans(focus).flatMap(({ plan, traits, distance }, rank) => {
    if (plan.total === null) return [];
    const payments = paymentsFor(focus, plan.total).slice(0, rank === 0 ? MAX_PAYMENTS : 1);
    return payments.map((payment, paymentRank) =>
      candidateOf(callAct(bookingAction(customer, plan, payment.value)), {
        traits: [...traits, payment.trait, ...partyTraits(plan)],
        amount: plan.total,
        rank: distance + paymentRank,
      }),
    );
  });
}

function partyTraits({ passengers }: BookingPlan): string[] {
  return [passengers.length > 5 ? 'party:over-5' : 'party:to-5'];
}

type ChoiceValues<T> = { [K in keyof T]: T[K] extends PartChoice<infer V> ? V : never };

function valuesOf(parts: {
  readonly journeys: PartChoice<readonly CandidateJourney[]>;
  readonly cabin: PartChoice<Cabin>;
  readonly passengers: PartChoice<readonly Passenger[]>;
  readonly totalBags: PartChoice<number>;
  readonly hasInsurance: PartChoice<boolean>;
}): ChoiceValues<typeof parts> {
  return {
    journeys: parts.journeys.value,
    cabin: parts.cabin.value,
    passengers: parts.passengers.value,
    totalBags: parts.totalBags.value,
    hasInsurance: parts.hasInsurance.value,
  };
}

function pricePlan(content: Omit<BookingPlan, 'prices' | 'total'>): BookingPlan {
  const { journeys, cabin, passengers, paidBags, hasInsurance } = content;
  const prices = journeys.every(({ offer }) => offer !== null)
    ? journeys.flatMap(({ offer }) => offer?.flightPrices.map((flight) => flight[cabin]) ?? [])
    : null;
  if (prices === null) return { ...content, prices, total: null };
  const perPassenger = prices.reduce((sum, price) => sum + price, 0) + (hasInsurance ? INSURANCE_PRICE : 0);
  return { ...content, prices, total: perPassenger * passengers.length + EXTRA_BAG_PRICE * paidBags };
}

const PAID_BAG_RULES: readonly PartChoice<(total: number, paid: number) => number>[] = [
  { value: (_, paid) => paid, trait: 'paid-bags:rule' },
  { value: () => 0, trait: 'paid-bags:none' },
  { value: (total) => total, trait: 'paid-bags:all' },
];

function cabinsOf({ cabins }: Focus): PartChoice<Cabin>[] {
  const said = cabins.map((value) => ({ value, trait: 'cabin:said' }));
  return distinctChoices([...said, ...CABINS.map((value) => ({ value, trait: 'cabin:other' }))], (cabin) => cabin);
}

/** One leg for a one-way trip, two for a round trip; other flights are tried for one leg at a time. */
function journeyLists(
  focus: Focus,
  party: { readonly cabin: Cabin; readonly count: number },
): PartChoice<readonly CandidateJourney[]>[] {
  const ways = focus.wanted.slice(0, 4).map((way) => journeysFor(focus.knowledge, way, party).slice(0, MAX_JOURNEYS));
  const options = ways.filter((list) => list.length > 0);
  const [first, ...later] = options;
  if (first === undefined) return [];
  const there = first[0]!.value;
  const back = later.find(
    (list) => list[0]!.value.origin === there.destination && list[0]!.value.destination === there.origin,
  );
  const isReversed = back !== undefined && back[0]!.value.date < there.date;
  const pair = back === undefined ? [first] : isReversed ? [back, first] : [first, back];
  const lists = variations(pair.map(({ length }) => length)).map((pick): PartChoice<readonly CandidateJourney[]> => {
    const chosen = pick.map((rank, leg) => pair[leg]![rank]!);
    return { value: chosen.map(({ value }) => value), trait: chosen.at(pick.findIndex((rank) => rank > 0))!.trait };
  });
  const single = back === undefined ? [] : [{ value: [pair[0]![0]!.value], trait: 'flights:one-way' }];
  return [...lists, ...single];
}

/** Passengers as named, in the order of the text; people in the profile are recognized by name alone. */
function partiesOf({ people, knowledge }: Focus, customer: UserProfile): PartChoice<readonly Passenger[]>[] {
  const { firstName, lastName, dob } = customer;
  const self = { firstName, lastName, dob };
  const said = knowledge.window.said.map(({ lower }) => lower).join(' ');
  const known = [self, ...customer.savedPassengers].filter((one) =>
    said.includes(`${one.firstName} ${one.lastName}`.toLowerCase()),
  );
  const named = people.length > 0 ? people : known;
  const choices: PartChoice<readonly Passenger[]>[] = [
    ...(named.length > 0 ? [{ value: named, trait: 'passengers:said' }] : []),
    { value: [self], trait: named.length > 0 ? 'passengers:self' : 'passengers:open' },
    ...customer.savedPassengers.map((other) => ({ value: [self, other], trait: 'passengers:saved' })),
  ];
  return distinctChoices(choices, (list) =>
    list.map((one) => `${one.firstName} ${one.lastName} ${one.dob}`).join(),
  ).slice(0, 3);
}

function bagTotals({ knowledge: { window } }: Focus): PartChoice<number>[] {
  const said = mentioned(window, ({ bagCounts }) => bagCounts).map((value) => ({ value, trait: 'bags:said' }));
  const fallback = [{ value: 0, trait: said.length > 0 ? 'bags:none' : 'bags:open' }];
  return distinctChoices([...said, ...fallback], (count) => count).slice(0, 3);
}

function insurancesOf({ knowledge: { window } }: Focus): PartChoice<boolean>[] {
  const said = latest(window, ({ insurance }) => insurance);
  const isWanted = said === 'yes';
  return [
    { value: isWanted, trait: said === null ? 'insurance:open' : 'insurance:said' },
    { value: !isWanted, trait: 'insurance:other' },
  ];
}

/** Payments that cover a price: by the named methods together, by each of them alone, and by others. */
function paymentsFor({ methods }: Focus, total: number): PartChoice<readonly Payment[]>[] {
  const said = methods.filter(({ trait }) => trait.startsWith('payment:said')).map(({ value }) => value);
  const together = said.length > 1 ? charge(said, total, 'payment:said-together') : [];
  const oneCertificate =
    said.filter(({ source }) => source === 'certificate').length > 1
      ? said
          .map((without) => said.filter((method) => method === without || method.source !== 'certificate'))
          .filter((_, rank) => said[rank]?.source === 'certificate')
          .flatMap((list) => charge(list, total, 'payment:one-certificate'))
      : [];
  const alone = methods.flatMap(({ value, trait }) => charge([value], total, trait));
  const everything = charge(
    methods.map(({ value }) => value),
    total,
    'payment:everything',
  );
  return distinctChoices([...together, ...oneCertificate, ...alone, ...everything], (list) =>
    list.map(({ paymentId, amount }) => `${paymentId} ${amount}`).join(),
  );
}

/** A single method that does not cover the price is also tried; the tool will refuse it. */
function charge(methods: readonly PaymentMethod[], total: number, trait: string): PartChoice<readonly Payment[]>[] {
  const [only] = methods;
  const payments = spreadPayment(total, methods);
  if (payments !== null) return [{ value: payments, trait }];
  if (only === undefined || methods.length > 1) return [];
  return [{ value: [{ paymentId: only.id, amount: total }], trait: `${trait}:short` }];
}

function bookingAction(
  customer: UserProfile,
  plan: BookingPlan,
  payments: readonly Payment[],
): ReturnType<typeof toolAction> {
  const [first] = plan.journeys;
  return toolAction('book_reservation', {
    user_id: customer.userId,
    origin: first?.origin ?? '',
    destination: first?.destination ?? '',
    flight_type: plan.journeys.length > 1 ? 'round_trip' : 'one_way',
    cabin: plan.cabin,
    flights: plan.journeys.flatMap(({ flights }) => flights.map(segmentArgument)),
    passengers: plan.passengers.map(passengerArgument),
    payment_methods: payments.map(({ paymentId, amount }) => ({ payment_id: paymentId, amount: BigInt(amount) })),
    total_baggages: BigInt(plan.totalBags),
    nonfree_baggages: BigInt(plan.paidBags),
    insurance: plan.hasInsurance ? 'yes' : 'no',
  });
}
