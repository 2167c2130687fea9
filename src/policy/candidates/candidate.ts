import { verbatimCallKey } from './knowledge/knowledge';
import type { Act, CallAct } from '../acts/act';

/** Something that the agent could do next, with what is known of it beside its words. */
export type Candidate = {
  readonly act: Act;
  /** Equal for equal acts. */
  readonly key: string;
  /** What its parts are and where each came from, e.g. `payment:said`; read by the features alone. */
  readonly traits: readonly string[];
  /** The reservation that it is about; null for none in particular. */
  readonly tripId: string | null;
  /** Dollars that it would charge, negative for a refund; null when that is not known or does not apply. */
  readonly amount: number | null;
  /** How far it is from what was asked for, from 0: when there are too many, the farthest are left out. */
  readonly rank: number;
};

/** What a candidate is made of beside its act; what is left out is none. */
export type CandidateParts = {
  readonly traits?: readonly string[];
  readonly tripId?: string | null;
  readonly amount?: number | null;
  readonly rank?: number;
};

/** A candidate of an act. */
export function candidateOf(act: Act, parts: CandidateParts = {}): Candidate {
  const { traits = [], tripId = null, amount = null, rank = 0 } = parts;
  return { act, key: actKey(act), traits, tripId, amount, rank };
}

/** Equal for equal acts; a call counts by its name and its arguments as they are spelled. */
export function actKey(act: Act): string {
  switch (act.kind) {
    case 'CALL':
      return verbatimCallKey(act);
    case 'ASK':
      return `ASK ${act.topics.join()}`;
    case 'CONFIRM':
      return `CONFIRM ${act.amount} ${verbatimCallKey(act.call)}`;
    case 'INFORM':
      return `INFORM ${act.values.join()}`;
    case 'REFUSE':
      return `REFUSE ${act.reason}`;
    case 'ANYTHING_ELSE':
      return act.kind;
  }
}

/** A call as an act. */
export function callAct({ name, arguments: text }: Pick<CallAct, 'name' | 'arguments'>): CallAct {
  return { kind: 'CALL', name, arguments: text };
}
