import type { DenialReason } from '../../../environment/airline/policy/verdict';
import { ASK_SETS } from '../../acts/act';
import { candidateOf, type Candidate } from '../candidate';
import type { Focus } from '../focus';
import type { Intent } from '../knowledge/intents';
import { informActs } from './inform-acts';
import { WRITE_TOOLS } from './write-tools';

/** What the agent could say: questions, proposals of the calls that it could make, figures, refusals and closing words. */
export function messageActs(focus: Focus, writes: readonly Candidate[]): Candidate[] {
  return [
    ...ASK_SETS.map((topics) => candidateOf({ kind: 'ASK', topics }, { traits: [`ask:${topics.join('+')}`] })),
    ...confirmActs(writes),
    ...informActs(focus),
    ...refuseActs(focus),
    candidateOf({ kind: 'ANYTHING_ELSE' }),
  ];
}

function confirmActs(writes: readonly Candidate[]): Candidate[] {
  return writes.flatMap(({ act, traits, tripId, amount, rank }) => {
    if (act.kind !== 'CALL' || !WRITE_TOOLS.has(act.name)) return [];
    const parts = { traits: [`confirm:${act.name}`, ...traits], tripId, amount, rank };
    return candidateOf({ kind: 'CONFIRM', call: act, amount: saidAmount(act.name, amount) }, parts);
  });
}

/** A certificate's amount is in the words of the call; nothing is known of what a cancellation or other names cost. */
function saidAmount(tool: string, amount: number | null): number | null {
  return tool === 'send_certificate' ? null : amount;
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

/** A refusal without a reason, and one for each reason for which a request of this kind can be refused at all. */
function refuseActs({ knowledge }: Focus): Candidate[] {
  const reasons = [...knowledge.window.intents].flatMap((intent) => REASONS_OF_INTENT[intent] ?? []);
  return [null, ...new Set(reasons)].map((reason) =>
    candidateOf({ kind: 'REFUSE', reason }, { traits: [`refuse:${reason}`] }),
  );
}
