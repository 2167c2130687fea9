/** What a person who plays the user is asked. */
export type HumanQuestion = {
  /** One play of one conversation: every question of it carries the same id. */
  readonly sessionId: string;
  /** The benchmark's own name of the task. */
  readonly taskId: string;
  /** Rank among the conversations of the task, from 0. */
  readonly trial: number;
  /** Rank among the user's turns of the conversation, from 0. */
  readonly index: number;
  /** What the user wants and knows. */
  readonly instruction: string;
  /** What the agent said; the person answers it. */
  readonly agentText: string;
  /** How long the person may take, milliseconds. */
  readonly replyTimeoutMs: number;
};

/** Sends questions to a person and returns the answers. */
export interface HumanChannel {
  /**
   * Ask, and wait for the answer: seconds to hours.
   *
   * @returns the answer, not blank
   * @throws SimulatorError when nobody answers in time
   * @throws UnavailableError when the channel cannot be reached, or the conversation began anew elsewhere
   * @throws the signal's reason when it aborts
   */
  ask(question: HumanQuestion, signal: AbortSignal): Promise<string>;
}
