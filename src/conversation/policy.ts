import type { AirlineVersion } from '../environment/airline/world/world';
import type { Usage, Utterance } from './conversation';

/** What an agent is given before the conversation: nothing in it depends on the task. */
export type AgentBrief = {
  readonly version: AirlineVersion;
  /** The airline's rules, in words. */
  readonly policyText: string;
};

/** What the agent does in one turn: words, or calls of tools, or both. */
export type AgentTurn = Usage & {
  readonly message: string | null;
  readonly toolCalls: readonly { readonly name: string; readonly arguments: string }[];
  /** Natural logarithm of the probability with which this turn was chosen, at most 0; null when unknown. */
  readonly logProbability: number | null;
};

/** Where a conversation starts for a policy. */
export type ConversationStart = {
  /** An opaque name: only a scripted baseline, which was given the tasks, looks it up. */
  readonly taskId: string;
  readonly brief: AgentBrief;
  /** Seed of whatever the policy draws in this conversation. */
  readonly seed: number;
};

/** The agent in one conversation. */
export interface PolicySession {
  /**
   * Choose the next turn.
   *
   * @param utterances all of the conversation so far, the user's opening first
   * @throws AgentError when the policy produced no sensible turn: the conversation ends and counts against the policy
   * @throws UnavailableError when what the policy runs on failed: the conversation is evidence of nothing
   */
  act(utterances: readonly Utterance[], signal: AbortSignal): Promise<AgentTurn>;
}

/** What chooses the actions of rollouts. One policy plays many conversations, also at the same time. */
export interface PlayablePolicy {
  start(start: ConversationStart): PolicySession;
}

/** The policy answered with something that is no turn (not JSON, no choice, no text). `reason` is a short stable word. */
export class AgentError extends Error {
  constructor(
    readonly reason: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'AgentError';
  }
}
