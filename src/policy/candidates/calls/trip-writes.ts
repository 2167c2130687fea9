import { EXTRA_BAG_PRICE, nonfreeBags } from '../../../environment/airline/policy/baggage-allowance';
import { COMPENSATION_PER_PASSENGER } from '../../../environment/airline/policy/judge-compensation';
import type { Passenger } from '../../../environment/airline/policy/reservation-view';
import { passengerArgument, toolAction } from '../../../environment/airline/generator/requests/tool-action';
import { callAct, candidateOf, type Candidate } from '../candidate';
import type { Focus } from '../focus';
import type { SeenReservation } from '../knowledge/knowledge';
import { mentioned } from '../knowledge/request-window';
import { distanceOf, distinctChoices, variations, type PartChoice } from '../variations';
import { fundingTraits } from './flight-updates';

const MAX_TRIPS = 3;
const MAX_METHODS = 5;
const MAX_PASSENGER_CHANGES = 6;

/** Cancellations of the reservations in focus, and of one that was named but not read. */
export function cancelCalls({ trips, unseenIds }: Focus): Candidate[] {
  const seen = trips.map(({ value, trait }, rank) => ({ id: value.reservationId, trait, rank }));
  const unseen = unseenIds.slice(0, 1).map((id) => ({ id, trait: 'trip:unseen', rank: trips.length }));
  return [...seen, ...unseen].map(({ id, trait, rank }) =>
    candidateOf(callAct(toolAction('cancel_reservation', { reservation_id: id })), {
      traits: [trait],
      tripId: id,
      rank: 2 * rank,
    }),
  );
}

/**
 * Calls that set bags of reservations in focus: the named number as a total and as an increment, charged by the rules
 * or otherwise.
 */
export function bagCalls(focus: Focus): Candidate[] {
  return focus.trips.slice(0, MAX_TRIPS).flatMap((trip, tripRank) => {
    const totals = bagTotals(focus, trip.value);
    const methods = focus.methods.slice(0, MAX_METHODS);
    return variations([totals.length, PAID_BAG_RULES.length, methods.length]).map((pick) => {
      const [total, rule, method] = [totals[pick[0]!]!, PAID_BAG_RULES[pick[1]!]!, methods[pick[2]!]!];
      const paid = rule.value({ focus, trip: trip.value, total: total.value });
      const amount = EXTRA_BAG_PRICE * Math.max(0, paid - trip.value.nonfreeBags);
      const action = toolAction('update_reservation_baggages', {
        reservation_id: trip.value.reservationId,
        total_baggages: BigInt(total.value),
        nonfree_baggages: BigInt(paid),
        payment_id: method.value.id,
      });
      const isFewer = total.value < trip.value.totalBags;
      return candidateOf(callAct(action), {
        traits: [
          ...[trip.trait, total.trait, rule.trait, method.trait, ...fundingTraits(amount, method.value)],
          `bags:${isFewer ? 'fewer' : 'more'}`,
          `price:${amount > 0 ? 'some' : 'none'}`,
        ],
        tripId: trip.value.reservationId,
        amount,
        rank: 2 * tripRank + distanceOf(pick),
      });
    });
  });
}

type BagCount = { readonly focus: Focus; readonly trip: SeenReservation; readonly total: number };

const PAID_BAG_RULES: readonly PartChoice<(count: BagCount) => number>[] = [
  { value: (count) => Math.max(paidByRule(count), count.trip.nonfreeBags), trait: 'paid-bags:rule' },
  { value: paidByRule, trait: 'paid-bags:rule-lowered' },
  { value: () => 0, trait: 'paid-bags:none' },
  { value: ({ trip, total }) => trip.nonfreeBags + Math.max(0, total - trip.totalBags), trait: 'paid-bags:all-new' },
];

function paidByRule({ focus, trip, total }: BagCount): number {
  const membership = focus.customer?.membership ?? 'regular';
  return nonfreeBags(total, { membership, cabin: trip.cabin, passengerCount: trip.passengers.length });
}

function bagTotals({ knowledge: { window } }: Focus, trip: SeenReservation): PartChoice<number>[] {
  const said = mentioned(window, ({ bagCounts }) => bagCounts);
  const isRelative = window.said.some(
    ({ lower }) => /\b(?:add|more|extra|additional|another)\b/.test(lower) && !/\bin all\b/.test(lower),
  );
  const totals = said.map((value) => ({ value, trait: isRelative ? 'bags:said-as-total' : 'bags:said' }));
  const sums = said.map((value) => ({
    value: trip.totalBags + value,
    trait: isRelative ? 'bags:said' : 'bags:said-as-more',
  }));
  const one = { value: trip.totalBags + 1, trait: 'bags:one-more' };
  return distinctChoices(isRelative ? [...sums, ...totals, one] : [...totals, ...sums, one], (count) => count).slice(
    0,
    4,
  );
}

/** Calls that replace a passenger of a reservation in focus by a named person. */
export function passengerCalls(focus: Focus): Candidate[] {
  return focus.trips.slice(0, MAX_TRIPS).flatMap((trip, tripRank) => {
    const { passengers, reservationId } = trip.value;
    const said = focus.knowledge.window.said.map(({ text }) => text).join(' ');
    const swaps = swapsOf(passengers, newcomers(focus, passengers), said);
    return swaps.slice(0, MAX_PASSENGER_CHANGES).map(({ from, to, isNamed }, rank) => {
      const list = passengers.map((passenger) => passengerArgument(passenger === from ? to : passenger));
      const action = toolAction('update_reservation_passengers', { reservation_id: reservationId, passengers: list });
      return candidateOf(callAct(action), {
        traits: [trip.trait, to.trait, isNamed ? 'replaced:named' : 'replaced:other'],
        tripId: reservationId,
        rank: 2 * tripRank + rank,
      });
    });
  });
}

type Newcomer = Passenger & { readonly trait: string };

/** People who were named and are not passengers; if there are none, those of the profile. */
function newcomers({ people, customer }: Focus, passengers: readonly Passenger[]): Newcomer[] {
  const isNew = (one: Passenger): boolean => !passengers.some((other) => isSame(one, other));
  const said = people
    .filter(isNew)
    .toReversed()
    .map((one) => ({ ...one, trait: 'passengers:said' }));
  if (said.length > 0 || customer === null) return said;
  const { firstName, lastName, dob } = customer;
  const known = [{ firstName, lastName, dob }, ...customer.savedPassengers].filter(isNew);
  return known.slice(0, 2).map((one) => ({ ...one, trait: 'passengers:profile' }));
}

function swapsOf(
  passengers: readonly Passenger[],
  people: readonly Newcomer[],
  said: string,
): { readonly from: Passenger; readonly to: Newcomer; readonly isNamed: boolean }[] {
  const named = passengers.filter(({ firstName, lastName }) => said.includes(`${firstName} ${lastName}`));
  const others = passengers.filter((passenger) => !named.includes(passenger));
  return people.flatMap((to) => [
    ...named.map((from) => ({ from, to, isNamed: true })),
    ...others.map((from) => ({ from, to, isNamed: false })),
  ]);
}

function isSame(left: Passenger, right: Passenger): boolean {
  return left.firstName === right.firstName && left.lastName === right.lastName && left.dob === right.dob;
}

const MAX_CERTIFICATES = 6;

/** Certificates for the customer: for a disruption of the reservations in focus, and for the amounts demanded. */
export function certificateCalls({ customer, trips, knowledge: { window } }: Focus): Candidate[] {
  if (customer === null) return [];
  const byRule = trips.slice(0, MAX_TRIPS).flatMap(({ value }, rank) =>
    (['CANCELLED', 'DELAYED'] as const).map((kind) => ({
      value: { amount: COMPENSATION_PER_PASSENGER[kind] * value.passengers.length, tripId: value.reservationId, rank },
      trait: `certificate:${kind}`,
    })),
  );
  const demanded = mentioned(window, ({ amounts }) => amounts).map((amount) => ({
    value: { amount, tripId: trips[0]?.value.reservationId ?? null, rank: 1 },
    trait: 'certificate:demanded',
  }));
  const single = [50, 100].map((amount) => ({
    value: { amount, tripId: trips[0]?.value.reservationId ?? null, rank: 2 },
    trait: 'certificate:single',
  }));
  return distinctChoices([...byRule, ...demanded, ...single], ({ amount }) => amount)
    .slice(0, MAX_CERTIFICATES)
    .map(({ value, trait }) => {
      const action = toolAction('send_certificate', { user_id: customer.userId, amount: BigInt(value.amount) });
      return candidateOf(callAct(action), {
        traits: [trait],
        tripId: value.tripId,
        amount: value.amount,
        rank: value.rank,
      });
    });
}
