/**
 * What the outside world reports of a rollout, before anything of ours is computed.
 * Every text that a tool or a model produced is kept verbatim: arguments are JSON text, because `1e2`, `100` and `100.0`
 * are different to some tools, and a parsed copy could not tell them apart.
 */

/** How a rollout ended, seen as evidence. Only SCORED rollouts have a reward and enter a statistic. */
export const OUTCOME_CLASSES = [
  'SCORED',
  'UNSCORED',
  'INFRASTRUCTURE_FAILURE',
  'SIMULATOR_FAILURE',
  'TIMEOUT',
] as const;
export type OutcomeClass = (typeof OUTCOME_CLASSES)[number];

/** One call of a tool by the agent, with what came back. */
export type RecordedToolCall = {
  readonly name: string;
  /** JSON text as the agent wrote it; may fail to parse. */
  readonly arguments: string;
  /** Text of the tool; null when the record holds no result (a call that was dropped, or a rollout that ended first). */
  readonly result: string | null;
  /** An explicit status of the record, else null: whether the text means an error is the classifier's question. */
  readonly isError: boolean | null;
};

/** One assistant message: words to the user, or tool calls with their results, or both. */
export type RecordedTurn = {
  /** The agent's text; null when it only called tools. */
  readonly message: string | null;
  readonly toolCalls: readonly RecordedToolCall[];
  /** What the user said after this turn; null when the agent went on or the rollout ended. */
  readonly userMessage: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Wall time that the agent needed for this turn, milliseconds. */
  readonly latencyMs: number | null;
  /** Natural logarithm of the probability with which the agent chose this turn, at most 0; absent or null when unknown. */
  readonly logProbability?: number | null;
};

/** An action of the reference solution of a task. `arguments` is JSON text of an object. */
export type GoldenAction = {
  readonly name: string;
  readonly arguments: string;
};

/** One problem: what the user wants, and what the world should look like (and what should be said) at the end. */
export type RecordedTask = {
  /** The benchmark's own name of the task, e.g. `17`. */
  readonly externalId: string;
  readonly instruction: string;
  readonly goldenActions: readonly GoldenAction[];
  /** Texts that the agent must have told the user. */
  readonly expectedOutputs: readonly string[];
};

/** One conversation on one task, as recorded. */
export type RecordedRollout = {
  readonly task: RecordedTask;
  /** Rank of this rollout among those of its task, from 0. */
  readonly trial: number;
  readonly outcomeClass: OutcomeClass;
  /** Final reward; a finite number exactly when the outcome class is SCORED, else null. */
  readonly reward: number | null;
  /** The record's own word for how it ended, e.g. `user_stop`, `max_steps`; null when it does not say. */
  readonly endReason: string | null;
  /** True when a step, turn or token limit ended it. */
  readonly isTruncated: boolean;
  /** What the user said before the agent's first turn; null when the agent spoke first. */
  readonly openingMessage: string | null;
  readonly turns: readonly RecordedTurn[];
  /** Seed of the run as the record writes it (text, because seeds exceed 2^53). */
  readonly seed: string | null;
};
