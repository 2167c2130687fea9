import { type ErrorCode, InvalidInputError } from '../errors';
import type { ComputeProgress } from './compute-tasks';

/** What a compute thread says to the pool. */
export type ComputeMessage =
  | { readonly kind: 'progress'; readonly progress: ComputeProgress }
  | { readonly kind: 'result'; readonly output: unknown }
  | { readonly kind: 'error'; readonly error: ErrorText };

/** What a compute thread is given. */
export type ComputeRequest = { readonly name: string; readonly input: unknown };

/** An error as text: a clone of an Error would lose its class. */
export type ErrorText = {
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly stack: string | null;
};

/** The error as it was thrown in the thread; only a rule broken by the input keeps its class, since nothing else is for the user. */
export function rebuildError(text: ErrorText): Error {
  const error = text.code === 'INVALID_INPUT' ? new InvalidInputError(text.message) : new Error(text.message);
  if (text.stack !== null) error.stack = text.stack;
  return error;
}
