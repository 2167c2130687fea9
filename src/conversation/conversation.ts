/** One event of a conversation, as seen by the agent and in its log. */
export type Utterance =
  | { readonly speaker: 'USER'; readonly text: string }
  | { readonly speaker: 'AGENT'; readonly text: string }
  /** A call by the agent (`arguments` is JSON text verbatim from the agent) with its result text. */
  | { readonly speaker: 'TOOL'; readonly name: string; readonly arguments: string; readonly result: string };

/** The agent's greeting, which the user answers. It is neither a turn nor an utterance. */
export const GREETING = 'Hi! How can I help you today?';

/** Usage of a model request; null where not reported. */
export type Usage = {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** US dollars. */
  readonly cost: number | null;
};

/** Usage of a participant that is not a model. */
export const NO_USAGE: Usage = { inputTokens: null, outputTokens: null, cost: null };
