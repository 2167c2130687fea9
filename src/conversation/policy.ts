import type { AirlineVersion } from '../environment/airline/world/world';
import type { Usage, Utterance } from './conversation';

/** Context of an agent before the conversation; independent of the task. */
export type AgentBrief = {
  readonly version: AirlineVersion;
  /** Text of the airline's rules. */
  readonly policyText: string;
};

/** One turn of the agent: text, tool calls, or both. */
export type AgentTurn = Usage & {
  readonly message: string | null;
  readonly toolCalls: readonly { readonly name: string; readonly arguments: string }[];
  /** Log-probability (natural) of this turn, at most 0; null when unknown. */
  readonly logProbability: number | null;
};

/** Start of a conversation, for a policy. */
export type ConversationStart = {
  /** An opaque name; only scripted baselines, which were given the tasks, resolve it. */
  readonly taskId: string;
  readonly brief: AgentBrief;
  /** Seed of the policy's random draws in this conversation. */
  readonly seed: number;
};

/** The agent in one conversation. */
export interface PolicySession {
  /**
   * Choose the next turn.
   *
   * @param utterances the whole conversation so far, starting with the user's opening
   * @throws AgentError when the policy produced no valid turn: the conversation ends and counts against the policy
   * @throws UnavailableError when the policy's backend failed: the conversation yields no evidence
   */
  act(utterances: readonly Utterance[], signal: AbortSignal): Promise<AgentTurn>;
}

/** Chooses the agent's turns in rollouts. One policy plays many conversations, also concurrently. */
export interface PlayablePolicy {
  start(start: ConversationStart): PolicySession;
}

/** The policy's answer is not a valid turn (not JSON, no choice, no text). `reason` is a short stable identifier. */
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
