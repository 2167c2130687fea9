import type { AnswerTopic } from '../../environment/airline/generator/facts/answers';
import type { DenialReason } from '../../environment/airline/policy/verdict';

/** A tool with its arguments, JSON text of an object. */
export type CallAct = { readonly kind: 'CALL'; readonly name: string; readonly arguments: string };

/** Messages of an agent that speaks in templates. */
export type MessageAct =
  /** Asks about these topics, in one message; one of `ASK_SETS`. */
  | { readonly kind: 'ASK'; readonly topics: readonly AnswerTopic[] }
  /**
   * States what the call would do (and what it would charge or refund, in dollars, when known) and asks for
   * confirmation.
   */
  | { readonly kind: 'CONFIRM'; readonly call: CallAct; readonly amount: number | null }
  /** Tells the user these values: amounts, flight numbers, statuses. */
  | { readonly kind: 'INFORM'; readonly values: readonly string[] }
  /** Says that the policy forbids the request, and asks whether there is anything else. */
  | { readonly kind: 'REFUSE'; readonly reason: DenialReason | null }
  /** Says that the request is done, and asks whether there is anything else. */
  | { readonly kind: 'ANYTHING_ELSE' };

/** One possible action of an agent in a turn: a message or a tool call. */
export type Act = CallAct | MessageAct;

/** Sets of topics that are asked about together. */
export const ASK_SETS: readonly (readonly AnswerTopic[])[] = [
  ['USER_ID'],
  ['RESERVATION'],
  ['REASON'],
  ['DATES', 'FLIGHTS', 'CABIN', 'PAYMENT'],
  ['CABIN', 'PAYMENT'],
  ['BAGS', 'PAYMENT'],
  ['PASSENGERS'],
  ['PAYMENT'],
  ['ROUTE', 'TRIP_TYPE', 'DATES', 'FLIGHTS', 'CABIN', 'PASSENGERS', 'BAGS', 'INSURANCE', 'PAYMENT'],
];
