/** What a model is asked: the part of chat completions that every OpenAI-compatible server knows. */
export type ChatRequest = {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** Absent or empty: the model is offered no tools. */
  readonly tools?: readonly ChatTool[];
  /** Null: what the server prefers. */
  readonly temperature: number | null;
  /** Null: none is sent. */
  readonly seed: number | null;
  /** Tokens of the answer at most; null: what the server prefers. */
  readonly maxOutputTokens: number | null;
  readonly wantsLogProbabilities: boolean;
};

export type ChatMessage =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string | null; readonly toolCalls: readonly ChatToolCall[] }
  | { readonly role: 'tool'; readonly toolCallId: string; readonly content: string };

/** `arguments` is JSON text as the model wrote it. */
export type ChatToolCall = { readonly id: string; readonly name: string; readonly arguments: string };

/** A tool as a model is told of it. `parameters` is a JSON schema. */
export type ChatTool = {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, unknown>>;
};

/** What a model answered. */
export type ChatAnswer = {
  /** Null when it said nothing. */
  readonly text: string | null;
  /** Calls as they came: names may be unknown, arguments may fail to parse. */
  readonly toolCalls: readonly { readonly name: string; readonly arguments: string }[];
  /** The server's word, e.g. `stop`, `tool_calls`, `length`, `content_filter`; null when it gave none. */
  readonly finishReason: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Natural logarithm of the probability of each token, where the server told them; else null. */
  readonly tokenLogProbabilities: readonly number[] | null;
};
