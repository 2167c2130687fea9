import type { ErrorText } from './error-text';

/** What a thread can be asked: for each name, what is given and what comes back, both structured-cloneable. */
export type ThreadCalls = Readonly<Record<string, { readonly input: unknown; readonly output: unknown }>>;

export type CallMessage = { readonly id: number; readonly name: string; readonly input: unknown };

/** Asks the thread to end. */
export const CLOSE = 'close';

export type AnswerMessage = { readonly id: number } & (
  { readonly progress: unknown } | { readonly output: unknown } | { readonly error: ErrorText }
);
