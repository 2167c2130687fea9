/** One thing that happened in a conversation, as both the agent and a reader of its log see it. */
export type Utterance =
  | { readonly speaker: 'USER'; readonly text: string }
  | { readonly speaker: 'AGENT'; readonly text: string }
  /** A call by the agent (`arguments` is JSON text as the agent wrote it) with the text that came back. */
  | { readonly speaker: 'TOOL'; readonly name: string; readonly arguments: string; readonly result: string };

/** What the agent said before the conversation; the user answers it. It is no turn and no utterance. */
export const GREETING = 'Hi! How can I help you today?';

/** What a request to a model cost; null where nobody said. */
export type Usage = {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** US dollars. */
  readonly cost: number | null;
};

/** Usage of something that is no model. */
export const NO_USAGE: Usage = { inputTokens: null, outputTokens: null, cost: null };
