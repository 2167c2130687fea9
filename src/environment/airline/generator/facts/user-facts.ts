import type { RequestVerdict } from '../../policy/verdict';
import type { CustomerAnswer } from './answers';
import type { UserRequest } from './user-request';

/** Behaviour of a customer beyond stating requests. */
export type Manner =
  /** Answers questions and accepts a refusal. */
  | { readonly kind: 'PLAIN' }
  /** When refused, says these in turn, one after each refusal, and then gives in. */
  | { readonly kind: 'INSISTS'; readonly pleas: readonly string[] }
  /** Works these compliments into the messages, one each, from the first on. */
  | { readonly kind: 'FLATTERS'; readonly compliments: readonly string[] }
  /** Starts with a step's first request, and changes or withdraws it when the agent asks for confirmation. */
  | { readonly kind: 'CHANGES_MIND' };

/** One request that the customer brings up after the previous one is done or refused. */
export type RequestStep = {
  /**
   * The initial request, replaced by `request` when the agent asks for confirmation. Null when the customer does not
   * change their mind.
   */
  readonly firstWish: UserRequest | null;
  readonly request: UserRequest;
  /** True when the customer withdraws the request at confirmation: then nothing may be done. */
  readonly isWithdrawn: boolean;
  /** The policy's verdict on `request`. */
  readonly verdict: RequestVerdict;
  /** The customer's answers when asked about `request`. */
  readonly answers: readonly CustomerAnswer[];
};

/**
 * Everything that a scripted user needs to play a task: identity, requests in order, answers, and behaviour. It does
 * not contain how the agent should solve the task.
 */
export type UserFacts = {
  readonly userId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly dob: string;
  readonly steps: readonly RequestStep[];
  readonly manner: Manner;
  /** Answers that belong to no step: the customer's identity. */
  readonly answers: readonly CustomerAnswer[];
};
