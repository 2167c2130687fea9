import { verbatimCallKey } from './knowledge/knowledge';
import type { Act, CallAct } from '../acts/act';

/** A possible next act, with its metadata. */
export type Candidate = {
  readonly act: Act;
  /** Equal for equal acts. */
  readonly key: string;
  /** Its parts and the source of each, e.g. `payment:said`; used only for features. */
  readonly traits: readonly string[];
  /** The reservation concerned; null for none in particular. */
  readonly tripId: string | null;
  /** Dollars that it would charge, negative for a refund; null when unknown or not applicable. */
  readonly amount: number | null;
  /** Distance from the request, from 0: when there are too many candidates, the farthest are dropped. */
  readonly rank: number;
};

/** Properties of a candidate besides its act; default none. */
export type CandidateParts = {
  readonly traits?: readonly string[];
  readonly tripId?: string | null;
  readonly amount?: number | null;
  readonly rank?: number;
};

/** Creates a candidate from an act. */
export function candidateOf(act: Act, parts: CandidateParts = {}): Candidate {
  const { traits = [], tripId = null, amount = null, rank = 0 } = parts;
  return { act, key: actKey(act), traits, tripId, amount, rank };
}

/** Key of an act, equal for equal acts; calls are compared by name and verbatim arguments. */
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
