import { EXTRA_BAG_PRICE } from '../../../environment/airline/policy/baggage-allowance';
import { INSURANCE_PRICE } from '../../../environment/airline/policy/judge-booking';
import { differenceAction } from '../../../environment/airline/generator/requests/pay-for-change';
import { toolAction } from '../../../environment/airline/generator/requests/tool-action';
import { callAct, candidateOf, type Candidate } from '../candidate';
import { cabinChoices, type Focus } from '../focus';
import type { Intent } from '../knowledge/intents';
import { bookingPlans, type BookingPlan } from './bookings';
import { flightChoices, priceUpdate } from './flight-updates';
import { namedTrips } from './named-trips';
import { variations } from '../variations';

const MAX_CALCULATIONS = 10;

/** Calculations, from figures shown so far, of the cost of a change, a booking or bags, and of requested sums. */
export function calculations(focus: Focus, writes: readonly Candidate[]): Candidate[] {
  const { intents } = focus.knowledge.window;
  const wants = (...some: readonly Intent[]): boolean => some.some((intent) => intents.has(intent));
  return [
    ...(wants('FLIGHTS', 'CABIN', 'ASK_CABIN_PRICE') ? differences(focus) : []),
    ...(wants('BOOK') ? bookingTotals(focus) : []),
    ...(wants('BAGS') ? bagPrices(writes) : []),
    ...(wants('ASK_PAID') ? paidSums(focus) : []),
    ...(wants('ASK_BALANCE') ? balanceSums(focus) : []),
  ].slice(0, MAX_CALCULATIONS);
}

function calculation(expression: string, trait: string, parts: Partial<Candidate> = {}): Candidate {
  return candidateOf(callAct(toolAction('calculate', { expression })), {
    ...parts,
    traits: [trait, ...(parts.traits ?? [])],
  });
}

/** New prices minus old ones, per flight and in total, times passengers. */
function differences(focus: Focus): Candidate[] {
  return focus.trips.slice(0, 2).flatMap((trip, tripRank) => {
    const cabins = cabinChoices(focus, trip.value.cabin);
    const flights = flightChoices(focus, trip.value, cabins[0]!.value);
    const old = trip.value.segments.map(({ price }) => price);
    return variations([flights.length, cabins.length]).flatMap((pick) => {
      const [flight, cabin] = [flights[pick[0]!]!, cabins[pick[1]!]!];
      const { prices, amount } = priceUpdate(focus, { trip: trip.value, flights: flight.value, cabin: cabin.value });
      if (prices === null || amount === null || (flight.trait === 'flights:kept' && cabin.value === trip.value.cabin))
        return [];
      const count = trip.value.passengers.length;
      const parts = {
        tripId: trip.value.reservationId,
        amount,
        rank: 2 * tripRank + pick[0]! + pick[1]!,
        traits: [trip.trait, flight.trait, cabin.trait],
      };
      return [differenceAction([total(prices)], [total(old)], count), differenceAction(prices, old, count)].map(
        (action, form) =>
          candidateOf(callAct(action), { ...parts, traits: [form === 0 ? 'sum:totals' : 'sum:each', ...parts.traits] }),
      );
    });
  });
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

function bookingTotals(focus: Focus): Candidate[] {
  return bookingPlans(focus).flatMap(({ plan, traits, distance }) =>
    plan.prices === null
      ? []
      : calculation(bookingExpression(plan, plan.prices), 'sum:booking', {
          amount: plan.total,
          rank: distance,
          traits,
        }),
  );
}

function bookingExpression({ passengers, hasInsurance, paidBags }: BookingPlan, prices: readonly number[]): string {
  const perPassenger = [...prices, ...(hasInsurance ? [INSURANCE_PRICE] : [])].join(' + ');
  return `(${perPassenger}) * ${passengers.length} + ${paidBags} * ${EXTRA_BAG_PRICE}`;
}

function bagPrices(writes: readonly Candidate[]): Candidate[] {
  return writes.flatMap(({ act, amount, tripId, traits, rank }) => {
    if (act.kind !== 'CALL' || act.name !== 'update_reservation_baggages' || amount === null || amount === 0) return [];
    return calculation(`${amount / EXTRA_BAG_PRICE} * ${EXTRA_BAG_PRICE}`, 'sum:bags', {
      amount,
      tripId,
      traits,
      rank,
    });
  });
}

/** Amounts paid for the named reservations, together and separately. */
function paidSums(focus: Focus): Candidate[] {
  const trips = namedTrips(focus);
  const each = focus.trips.map(({ value }) => [value]);
  return [trips, ...each].flatMap((list, rank) => {
    const amounts = list.flatMap(({ payments }) => payments.map(({ amount }) => amount));
    const trait = rank === 0 ? 'sum:paid-named' : 'sum:paid-one';
    return amounts.length < 2 ? [] : calculation(amounts.join(' + '), trait, { amount: total(amounts), rank });
  });
}

function balanceSums({ customer }: Focus): Candidate[] {
  return (['gift_card', 'certificate'] as const).flatMap((source) => {
    const balances = customer?.methods.flatMap((method) => (method.source === source ? [method.balance] : [])) ?? [];
    return balances.length < 2 ? [] : calculation(balances.join(' + '), `sum:${source}`, { amount: total(balances) });
  });
}
