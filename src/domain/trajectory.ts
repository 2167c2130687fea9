/**
 * Recorded facts of a rollout, before anything is computed from them. Every text that a tool or a model produced is
 * kept verbatim: arguments are JSON text, because `1e2`, `100` and `100.0` are different to some tools, and a parsed
 * copy would lose the difference.
 */

/** How a rollout ended, as evidence. Only SCORED rollouts have a reward and count in statistics. */
export const OUTCOME_CLASSES = [
  'SCORED',
  'UNSCORED',
  'INFRASTRUCTURE_FAILURE',
  'SIMULATOR_FAILURE',
  'TIMEOUT',
] as const;
export type OutcomeClass = (typeof OUTCOME_CLASSES)[number];

/** One tool call by the agent, with its result. */
export type RecordedToolCall = {
  readonly name: string;
  /** JSON text verbatim from the agent; may fail to parse. */
  readonly arguments: string;
  /** Result text of the tool; null when the record has no result (the call was dropped, or the rollout ended first). */
  readonly result: string | null;
  /** Explicit error flag of the record, otherwise null: the classifier decides whether the text means an error. */
  readonly isError: boolean | null;
};

/** One assistant message: text for the user, tool calls with their results, or both. */
export type RecordedTurn = {
  /** Text of the agent; null when it only called tools. */
  readonly message: string | null;
  readonly toolCalls: readonly RecordedToolCall[];
  /** The user's message after this turn; null when the agent continued or the rollout ended. */
  readonly userMessage: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Wall time of the agent for this turn, in ms. */
  readonly latencyMs: number | null;
  /** Log-probability (natural) with which the agent chose this turn, at most 0; absent or null when unknown. */
  readonly logProbability?: number | null;
};

/** An action of the reference solution of a task. `arguments` is JSON text of an object. */
export type GoldenAction = {
  readonly name: string;
  readonly arguments: string;
};

/** One problem: what the user wants, and the expected final state of the world and outputs. */
export type RecordedTask = {
  /** Name of the task in its benchmark, e.g. `17`. */
  readonly externalId: string;
  readonly instruction: string;
  readonly goldenActions: readonly GoldenAction[];
  /** Texts that the agent must have told the user. */
  readonly expectedOutputs: readonly string[];
};

/** One conversation on one task, as recorded. */
export type RecordedRollout = {
  readonly task: RecordedTask;
  /** Trial number among the rollouts of its task, from 0. */
  readonly trial: number;
  readonly outcomeClass: OutcomeClass;
  /** Final reward; a finite number exactly when the outcome class is SCORED, else null. */
  readonly reward: number | null;
  /** How the rollout ended in the words of the record, e.g. `user_stop`, `max_steps`; null when unknown. */
  readonly endReason: string | null;
  /** True when a step, turn or token limit ended it. */
  readonly isTruncated: boolean;
  /** The user's message before the agent's first turn; null when the agent spoke first. */
  readonly openingMessage: string | null;
  readonly turns: readonly RecordedTurn[];
  /** Seed of the run as recorded (text, because seeds exceed 2^53). */
  readonly seed: string | null;
};
