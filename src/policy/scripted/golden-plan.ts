import type { AnswerTopic } from '../../environment/airline/generator/facts/answers';
import type { DenialReason } from '../../environment/airline/policy/verdict';
import type { CallAct } from '../acts/act';

/** A question to the user, skipped if they have already said all of `answers`. */
export type PlannedQuestion = {
  /** One of ASK_SETS. */
  readonly topics: readonly AnswerTopic[];
  /**
   * Texts that the user's messages contain once answered; empty when unknown in advance, in which case it is asked
   * once.
   */
  readonly answers: readonly string[];
};

/** A call that changes the database. */
export type PlannedWrite = {
  readonly call: CallAct;
  /** Index among equal calls of the plan, from 0. */
  readonly repetition: number;
  /** Whether the user wants to hear what it charges or refunds before agreeing. */
  readonly namesAmount: boolean;
  /** True for a call that the user withdraws at confirmation: it is proposed but not made. */
  readonly isProposalOnly: boolean;
};

/** One request of a step: read, ask, read what the answers refer to, then write. */
export type PlannedPart = {
  readonly lookUpsBefore: readonly CallAct[];
  readonly questions: readonly PlannedQuestion[];
  readonly lookUpsAfter: readonly CallAct[];
  readonly write: PlannedWrite | null;
};

/** The end of a step. */
export type PlannedEnd =
  /** Tells these values, or without values the last calculated result, and closes. */
  | { readonly kind: 'INFORM'; readonly values: readonly string[] }
  | { readonly kind: 'REFUSE'; readonly reason: DenialReason | null; readonly transfer: CallAct | null }
  | { readonly kind: 'CLOSE' };

/** The reference agent's plan for one request of the user. */
export type PlannedStep = { readonly parts: readonly PlannedPart[]; readonly end: PlannedEnd };

/** The reference agent's plan for a conversation. */
export type GoldenPlan = {
  /** Null when neither the task nor its actions name one; it is then read from the user's messages. */
  readonly userId: string | null;
  /** Whether to add reads that the golden actions omit, so that everything a write needs was seen. */
  readonly isFilledIn: boolean;
  /** At least one. */
  readonly steps: readonly PlannedStep[];
};
