import type { RequestVerdict } from '../../policy/verdict';
import type { CustomerAnswer } from './answers';
import type { UserRequest } from './user-request';

/** How a customer behaves beside asking for what they want. */
export type Manner =
  /** Answers what is asked and takes a no. */
  | { readonly kind: 'PLAIN' }
  /** When refused, says these in turn, one after each refusal, and then gives in. */
  | { readonly kind: 'INSISTS'; readonly pleas: readonly string[] }
  /** Works these compliments into the messages, one each, from the first on. */
  | { readonly kind: 'FLATTERS'; readonly compliments: readonly string[] }
  /** Asks for a step's first wish, or withdraws a step, once the agent wants a confirmation. */
  | { readonly kind: 'CHANGES_MIND' };

/** One thing that the customer brings up, when the one before is done or refused. */
export type RequestStep = {
  /** What they say at first; at the agent's question for confirmation they turn to `request`. Null when they know from the start. */
  readonly firstWish: UserRequest | null;
  readonly request: UserRequest;
  /** Whether they take the request back when the agent asks for confirmation: then nothing may be done. */
  readonly isWithdrawn: boolean;
  /** What the policy says of `request`. */
  readonly verdict: RequestVerdict;
  /** What they answer when asked about `request`. */
  readonly answers: readonly CustomerAnswer[];
};

/**
 * Everything that a scripted user needs to play a task: who they are, what they want in which order, what they answer, and
 * how they behave. Nothing in it says how the agent should do it.
 */
export type UserFacts = {
  readonly userId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly dob: string;
  readonly steps: readonly RequestStep[];
  readonly manner: Manner;
  /** Answers that belong to no step: who they are. */
  readonly answers: readonly CustomerAnswer[];
};
