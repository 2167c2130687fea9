import type { PlayableTask } from './playable-task';
import type { Usage } from './conversation';

/** What the user says; a text that holds a stop text of the environment ends the conversation. */
export type UserTurn = Usage & { readonly text: string };

/** Where a conversation starts for a user. */
export type UserStart = {
  readonly task: PlayableTask;
  /** Rank among the conversations of the task, from 0. */
  readonly trial: number;
  /** Seed of whatever the user draws in this conversation. */
  readonly seed: number;
};

/** The user in one conversation. Sees what the agent says, never its tools. */
export interface UserSession {
  /**
   * Answer the agent; the first call answers the greeting.
   *
   * @throws SimulatorError when the user produced no sensible answer: the conversation is evidence of nothing
   * @throws UnavailableError when what the user runs on failed
   */
  reply(agentText: string, signal: AbortSignal): Promise<UserTurn>;
}

/** Who plays the user. One simulator plays many conversations, also at the same time. */
export interface PlayableUserSimulator {
  start(start: UserStart): UserSession;
}

/** The simulated user answered with something that is no answer. */
export class SimulatorError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'SimulatorError';
  }
}
