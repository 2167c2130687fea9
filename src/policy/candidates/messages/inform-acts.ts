import { candidateOf, type Candidate } from '../candidate';
import { namedTrips } from '../calls/named-trips';
import { journeysFor } from '../calls/journeys';
import { cabinChoices, partySize, type Focus } from '../focus';
import type { Intent } from '../knowledge/intents';
import { flightChoices, priceUpdate } from '../calls/flight-updates';

const MAX_INFORM_ACTS = 14;

/** Messages with figures, flight numbers and statuses that answer the question, and alternatives. */
export function informActs(focus: Focus): Candidate[] {
  const { intents } = focus.knowledge.window;
  const wants = (...some: readonly Intent[]): boolean => some.some((intent) => intents.has(intent));
  const acts = [
    ...(wants('ASK_FLIGHT') ? offerAnswers(focus) : []),
    ...(wants('ASK_PAID') ? paidAnswers(focus) : []),
    ...(wants('ASK_NUMBERS') ? numberAnswers(focus) : []),
    ...(wants('ASK_BALANCE') ? balanceAnswers(focus) : []),
    ...(wants('ASK_CABIN_PRICE', 'CABIN') ? priceAnswers(focus) : []),
    ...figureAnswers(focus),
  ];
  return acts.slice(0, MAX_INFORM_ACTS);
}

function informOf(values: readonly string[], traits: readonly string[], parts: Partial<Candidate> = {}): Candidate {
  return candidateOf({ kind: 'INFORM', values }, { ...parts, traits: ['inform', ...traits] });
}

function dollars(amount: number): string {
  return String(Math.abs(amount));
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

/** Flight numbers and seat prices from the searches for the legs in question. */
function offerAnswers(focus: Focus): Candidate[] {
  const count = partySize(focus);
  const cabin = focus.cabins[0] ?? 'economy';
  return focus.wanted.slice(0, 2).flatMap((way, wayRank) =>
    journeysFor(focus.knowledge, way, { cabin, count }).flatMap(({ value, trait }, rank) => {
      if (value.offer === null) return [];
      const price = value.offer.prices[cabin];
      const numbers = value.flights.map(({ flightNumber }) => flightNumber);
      return informOf([...numbers, dollars(price)], ['inform:offer', trait], { rank: rank + wayRank });
    }),
  );
}

function paidAnswers(focus: Focus): Candidate[] {
  const named = namedTrips(focus);
  const lists = [named, ...focus.trips.map(({ value }) => [value])].filter((list) => list.length > 0);
  return lists.map((list, rank) => {
    const amount = total(list.flatMap(({ payments }) => payments.map((payment) => payment.amount)));
    return informOf([dollars(amount)], [rank === 0 ? 'inform:paid-named' : 'inform:paid-one'], { rank, amount });
  });
}

function numberAnswers({ trips }: Focus): Candidate[] {
  return trips.map(({ value, trait }, rank) => {
    const numbers = value.segments.map(({ flightNumber }) => flightNumber);
    return informOf(numbers, ['inform:numbers', trait], { rank, tripId: value.reservationId });
  });
}

function balanceAnswers({ customer, knowledge }: Focus): Candidate[] {
  const said = knowledge.window.said.map(({ lower }) => lower).join(' ');
  return (['gift_card', 'certificate'] as const).flatMap((source) => {
    const balances = customer?.methods.flatMap((method) => (method.source === source ? [method.balance] : [])) ?? [];
    const isAsked = said.includes(source.replace('_', ' '));
    return balances.length === 0
      ? []
      : informOf([dollars(total(balances))], [`inform:balance-${isAsked ? 'asked' : 'other'}`]);
  });
}

/** Cost of other cabins on the flights of a reservation. */
function priceAnswers(focus: Focus): Candidate[] {
  return focus.trips.slice(0, 2).flatMap((trip, tripRank) => {
    const cabins = cabinChoices(focus, trip.value.cabin).filter(({ value }) => value !== trip.value.cabin);
    return cabins.flatMap((cabin, rank) => {
      const kept = flightChoices(focus, trip.value, cabin.value).find(({ trait }) => trait === 'flights:kept');
      if (kept === undefined) return [];
      const { amount } = priceUpdate(focus, { trip: trip.value, flights: kept.value, cabin: cabin.value });
      const parts = { amount, rank: rank + tripRank, tripId: trip.value.reservationId };
      return amount === null ? [] : informOf([dollars(amount)], ['inform:cabin-price', trip.trait, cabin.trait], parts);
    });
  });
}

/** The last calculated figure. */
function figureAnswers({ knowledge }: Focus): Candidate[] {
  const figure = knowledge.figures.at(-1);
  if (figure === undefined) return [];
  const trait = figure.windowRank === knowledge.window.rank ? 'inform:figure' : 'inform:earlier-figure';
  return [informOf([dollars(figure.value)], [trait], { amount: figure.value })];
}
