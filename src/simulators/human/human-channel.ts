/** A question to a person who plays the user. */
export type HumanQuestion = {
  /** Id of one play of a conversation, the same for all its questions. */
  readonly sessionId: string;
  /** Name of the task in its benchmark. */
  readonly taskId: string;
  /** Trial number among the conversations of the task, from 0. */
  readonly trial: number;
  /** Index among the user's turns of the conversation, from 0. */
  readonly index: number;
  /** Instruction: what the user wants and knows. */
  readonly instruction: string;
  /** The agent's message, to which the person replies. */
  readonly agentText: string;
  /** Reply timeout in ms. */
  readonly replyTimeoutMs: number;
};

/** Puts questions to a person and returns the replies. */
export interface HumanChannel {
  /**
   * Ask and wait for the reply, which takes seconds to hours.
   *
   * @returns the reply, never blank
   * @throws SimulatorError when nobody replies in time
   * @throws UnavailableError when questions cannot be delivered, or the conversation was restarted elsewhere
   * @throws the signal's reason when it aborts
   */
  ask(question: HumanQuestion, signal: AbortSignal): Promise<string>;
}
