import type { ErrorText } from './error-text';

/** Calls of a thread: input and output by name, both structured-cloneable. */
export type ThreadCalls = Readonly<Record<string, { readonly input: unknown; readonly output: unknown }>>;

export type CallMessage = { readonly id: number; readonly name: string; readonly input: unknown };

/** Asks the thread to end. */
export const CLOSE = 'close';

export type AnswerMessage = { readonly id: number } & (
  { readonly progress: unknown } | { readonly output: unknown } | { readonly error: ErrorText }
);
