import {
  CancelledError,
  ConflictError,
  type ErrorCode,
  ForbiddenError,
  InvalidInputError,
  LimitExceededError,
  NotFoundError,
  TurnwiseError,
  UnauthenticatedError,
  UnavailableError,
} from '../errors';

/** A serialized error, because a structured clone of an Error loses its class and code. */
export type ErrorText = {
  readonly code: ErrorCode | null;
  readonly name: string;
  readonly message: string;
  readonly stack: string | null;
};

/** One class per code; a missing one is a compile error. */
const CLASSES: Readonly<Record<Exclude<ErrorCode, 'INTERNAL'>, new (message: string) => TurnwiseError>> = {
  INVALID_INPUT: InvalidInputError,
  UNAUTHENTICATED: UnauthenticatedError,
  FORBIDDEN: ForbiddenError,
  NOT_FOUND: NotFoundError,
  CONFLICT: ConflictError,
  LIMIT_EXCEEDED: LimitExceededError,
  CANCELLED: CancelledError,
  UNAVAILABLE: UnavailableError,
};

export function textOfError(error: unknown): ErrorText {
  if (!(error instanceof Error)) return { code: null, name: 'Error', message: String(error), stack: null };
  const { name, message, stack = null } = error;
  return { code: error instanceof TurnwiseError ? error.code : null, name, message, stack };
}

/**
 * Restores the error thrown in the thread: its class when it has a code, otherwise an Error with the same name and
 * text.
 */
export function rebuildError({ code, name, message, stack }: ErrorText): Error {
  const error = code === null || code === 'INTERNAL' ? new Error(message) : new CLASSES[code](message);
  error.name = name;
  if (stack !== null) error.stack = stack;
  return error;
}
