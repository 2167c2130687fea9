/** A model request: the part of chat completions that every OpenAI-compatible server supports. */
export type ChatRequest = {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** Absent or empty: no tools are offered. */
  readonly tools?: readonly ChatTool[];
  /** Null: the server's default. */
  readonly temperature: number | null;
  /** Null: none is sent. */
  readonly seed: number | null;
  /** Max tokens of the answer; null: the server's default. */
  readonly maxOutputTokens: number | null;
  readonly wantsLogProbabilities: boolean;
};

export type ChatMessage =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string | null; readonly toolCalls: readonly ChatToolCall[] }
  | { readonly role: 'tool'; readonly toolCallId: string; readonly content: string };

/** `arguments` is JSON text verbatim from the model. */
export type ChatToolCall = { readonly id: string; readonly name: string; readonly arguments: string };

/** A tool description for a model. `parameters` is a JSON schema. */
export type ChatTool = {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, unknown>>;
};

/** A model's answer. */
export type ChatAnswer = {
  /** Null when the answer has no text. */
  readonly text: string | null;
  /** Calls verbatim: names may be unknown, arguments may fail to parse. */
  readonly toolCalls: readonly { readonly name: string; readonly arguments: string }[];
  /** The server's finish reason, e.g. `stop`, `tool_calls`, `length`, `content_filter`; null when it gave none. */
  readonly finishReason: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Log-probability (natural) of each token, if the server reports them; otherwise null. */
  readonly tokenLogProbabilities: readonly number[] | null;
};
