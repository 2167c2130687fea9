import type { DenialReason } from '../../../environment/airline/policy/verdict';
import { ASK_SETS } from '../../acts/act';
import { candidateOf, type Candidate } from '../candidate';
import type { Focus } from '../focus';
import type { Intent } from '../knowledge/intents';
import { informActs } from './inform-acts';

/** Possible messages: questions, proposals of possible calls, figures, refusals and closings. */
export function messageActs(focus: Focus, writes: readonly Candidate[]): Candidate[] {
  return [
    ...ASK_SETS.map((topics) => candidateOf({ kind: 'ASK', topics }, { traits: [`ask:${topics.join('+')}`] })),
    ...confirmActs(writes, focus),
    ...informActs(focus),
    ...refuseActs(focus),
    candidateOf({ kind: 'ANYTHING_ELSE' }),
  ];
}

/** Each possible call, proposed without an amount; the more likely ones also with their cost. */
function confirmActs(writes: readonly Candidate[], { knowledge }: Focus): Candidate[] {
  const last = knowledge.figures.at(-1);
  const figure = last?.value ?? null;
  const isFresh = last?.windowRank === knowledge.window.rank;
  return writes.flatMap(({ act, traits, tripId, amount, rank }) => {
    if (act.kind !== 'CALL') return [];
    const amounts = rank <= MAX_PRICED_RANK ? saidAmounts(amount, figure) : [];
    return [null, ...amounts].map((said) => {
      const parts = {
        traits: [...traits, `said:${amountWord(said, amount, figure)}:${isFresh}`],
        tripId,
        amount,
        rank,
      };
      return candidateOf({ kind: 'CONFIRM', call: act, amount: said }, parts);
    });
  });
}

/** Calls beyond this rank are proposed only without an amount. */
const MAX_PRICED_RANK = 2;

/** The cost of the call, if known, and the last calculated figure. */
function saidAmounts(amount: number | null, figure: number | null): number[] {
  return [...new Set([amount, figure].filter((value) => value !== null))];
}

function amountWord(said: number | null, amount: number | null, figure: number | null): string {
  if (said === null) return 'nothing';
  if (said === figure) return said === amount ? 'figure-and-amount' : 'figure';
  return 'amount';
}

const REASONS_OF_INTENT: Readonly<Partial<Record<Intent, readonly DenialReason[]>>> = {
  CANCEL: ['NOT_OWNER', 'TRAVEL_BEGUN', 'NOT_REFUNDABLE', 'CLAIM_NOT_CONFIRMED'],
  FLIGHTS: ['NOT_OWNER', 'TRAVEL_BEGUN', 'BASIC_ECONOMY_FIXED', 'ROUTE_FIXED'],
  CABIN: ['NOT_OWNER', 'TRAVEL_BEGUN', 'BASIC_ECONOMY_FIXED', 'ROUTE_FIXED'],
  BAGS: ['NOT_OWNER', 'TRAVEL_BEGUN', 'BAGS_ONLY_ADDED'],
  PASSENGER: ['NOT_OWNER', 'TRAVEL_BEGUN', 'PASSENGER_COUNT_FIXED'],
  PASSENGER_COUNT: ['NOT_OWNER', 'TRAVEL_BEGUN', 'PASSENGER_COUNT_FIXED'],
  INSURANCE: ['NOT_OWNER', 'TRAVEL_BEGUN', 'INSURANCE_ONLY_AT_BOOKING'],
  BOOK: ['TOO_MANY_PASSENGERS', 'TOO_MANY_METHODS'],
  COMPENSATE: ['NOT_OWNER', 'NOT_ELIGIBLE', 'CLAIM_NOT_CONFIRMED', 'DELAY_WITHOUT_CHANGE'],
};

/** A refusal without a reason, and one for each possible reason for refusing a request of this kind. */
function refuseActs({ knowledge }: Focus): Candidate[] {
  const reasons = [...knowledge.window.intents].flatMap((intent) => REASONS_OF_INTENT[intent] ?? []);
  return [null, ...new Set(reasons)].map((reason) =>
    candidateOf({ kind: 'REFUSE', reason }, { traits: [`refuse:${reason}`] }),
  );
}
