import { bookingCalls } from './calls/bookings';
import { calculations } from './calls/calculations';
import { flightUpdateCalls } from './calls/flight-updates';
import { profileLookUps, searchLookUps, statusLookUps, transferCalls } from './calls/look-ups';
import { bagCalls, cancelCalls, certificateCalls, passengerCalls } from './calls/trip-writes';
import type { Candidate } from './candidate';
import { focusOf, type Focus } from './focus';
import type { Intent } from './knowledge/intents';
import type { Knowledge } from './knowledge/knowledge';
import { messageActs } from './messages/message-acts';

/** Max number of candidates of a decision. */
export const MAX_CANDIDATES = 150;

/**
 * Plausible next acts of the agent, derived from the visible conversation alone. The airline's rules exclude nothing:
 * forbidden, unconfirmed and misread acts are among the candidates, and the policy has to choose.
 *
 * Beyond `MAX_CANDIDATES`, the candidates whose parts are farthest from what the customer said (`rank`) are dropped,
 * the last built first.
 *
 * @returns at least one, each act once, in an order that depends on the conversation alone
 */
export function buildCandidates(knowledge: Knowledge): Candidate[] {
  const focus = focusOf(knowledge);
  const writes = writeCalls(focus);
  const all = [
    ...profileLookUps(focus),
    ...searchLookUps(focus),
    ...statusLookUps(focus),
    ...calculations(focus, writes),
    ...writes,
    ...transferCalls(focus),
    ...messageActs(focus, writes),
  ];
  return capped(withoutRepetition(all));
}

/** Calls of the kinds that the request's words suggest, and cancellations, which are always included. */
function writeCalls(focus: Focus): Candidate[] {
  const { intents } = focus.knowledge.window;
  const wants = (...some: readonly Intent[]): boolean =>
    intents.size === 0 || some.some((intent) => intents.has(intent));
  return [
    ...cancelCalls(focus),
    ...(wants('FLIGHTS', 'CABIN', 'ASK_CABIN_PRICE') ? flightUpdateCalls(focus) : []),
    ...(wants('BAGS') ? bagCalls(focus) : []),
    ...(wants('PASSENGER', 'PASSENGER_COUNT') ? passengerCalls(focus) : []),
    ...(wants('COMPENSATE') ? certificateCalls(focus) : []),
    ...(wants('BOOK') ? bookingCalls(focus) : []),
  ];
}

function withoutRepetition(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ key }) => {
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function capped(candidates: readonly Candidate[]): Candidate[] {
  if (candidates.length <= MAX_CANDIDATES) return [...candidates];
  const ranked = candidates.map((candidate, place) => ({ candidate, place }));
  ranked.sort((left, right) => left.candidate.rank - right.candidate.rank || left.place - right.place);
  const kept = ranked.slice(0, MAX_CANDIDATES).sort((left, right) => left.place - right.place);
  return kept.map(({ candidate }) => candidate);
}
