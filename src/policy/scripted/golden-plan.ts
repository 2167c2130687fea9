import type { AnswerTopic } from '../../environment/airline/generator/facts/answers';
import type { DenialReason } from '../../environment/airline/policy/verdict';
import type { CallAct } from '../acts/act';

/** A question to the user, needed unless they have said all of `answers` already. */
export type PlannedQuestion = {
  /** One of ASK_SETS. */
  readonly topics: readonly AnswerTopic[];
  /** Texts that the user's words hold once they have answered; empty when they are not known beforehand: then it is asked once. */
  readonly answers: readonly string[];
};

/** A call that changes the database. */
export type PlannedWrite = {
  readonly call: CallAct;
  /** Rank among equal calls of the plan, from 0. */
  readonly repetition: number;
  /** Whether the user wants to hear what it charges or refunds before agreeing. */
  readonly namesAmount: boolean;
  /** True for what the user takes back when asked to confirm it: it is proposed and not made. */
  readonly isProposalOnly: boolean;
};

/** One wish of a step: look up, ask, look up what the answers tell, then write. */
export type PlannedPart = {
  readonly lookUpsBefore: readonly CallAct[];
  readonly questions: readonly PlannedQuestion[];
  readonly lookUpsAfter: readonly CallAct[];
  readonly write: PlannedWrite | null;
};

/** How a step ends. */
export type PlannedEnd =
  /** Tells these values, or the result of the last calculation where there are none, and closes. */
  | { readonly kind: 'INFORM'; readonly values: readonly string[] }
  | { readonly kind: 'REFUSE'; readonly reason: DenialReason | null; readonly transfer: CallAct | null }
  | { readonly kind: 'CLOSE' };

/** What the reference agent does about one request of the user. */
export type PlannedStep = { readonly parts: readonly PlannedPart[]; readonly end: PlannedEnd };

/** What the reference agent does in a conversation. */
export type GoldenPlan = {
  /** Null when neither the task nor its actions name one: then it is read off the user's words. */
  readonly userId: string | null;
  /** Whether look-ups that the golden actions leave out are made as well, so that what a write needs was seen. */
  readonly isFilledIn: boolean;
  /** At least one. */
  readonly steps: readonly PlannedStep[];
};
