import type { PlayableTask } from './playable-task';
import type { Usage } from './conversation';

/** The user's message; one that contains a stop text of the environment ends the conversation. */
export type UserTurn = Usage & { readonly text: string };

/** Start of a conversation, for a user. */
export type UserStart = {
  readonly task: PlayableTask;
  /** Trial number among the conversations of the task, from 0. */
  readonly trial: number;
  /** Seed of the user's random draws in this conversation. */
  readonly seed: number;
};

/** The user in one conversation. Sees what the agent says, never its tools. */
export interface UserSession {
  /**
   * Answer the agent; the first call answers the greeting.
   *
   * @throws SimulatorError when the user produced no valid answer: the conversation yields no evidence
   * @throws UnavailableError when the user's backend failed
   */
  reply(agentText: string, signal: AbortSignal): Promise<UserTurn>;
}

/** Plays the user. One simulator plays many conversations, also concurrently. */
export interface PlayableUserSimulator {
  start(start: UserStart): UserSession;
}

/** The simulated user gave no valid answer. */
export class SimulatorError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'SimulatorError';
  }
}
