/** The closed list of codes that an error can carry to a client (GraphQL `extensions.code`, HTTP body, CLI message). */
export const ERROR_CODES = [
  'INVALID_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'LIMIT_EXCEEDED',
  'CANCELLED',
  'UNAVAILABLE',
  'INTERNAL',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error whose message is meant for the user; every other error is INTERNAL and its text stays in the log. */
export abstract class TurnwiseError extends Error {
  abstract readonly code: ErrorCode;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The input breaks a rule; the message names the field, the value and the limit. */
export class InvalidInputError extends TurnwiseError {
  readonly code = 'INVALID_INPUT';
}

/** The API key is missing, unknown or revoked. */
export class UnauthenticatedError extends TurnwiseError {
  readonly code = 'UNAUTHENTICATED';
}

/** The key is valid, but its role is insufficient. */
export class ForbiddenError extends TurnwiseError {
  readonly code = 'FORBIDDEN';
}

/** The row does not exist, or belongs to another organization; the two are never distinguished. */
export class NotFoundError extends TurnwiseError {
  readonly code = 'NOT_FOUND';
}

/** The request conflicts with stored data: a name that is taken, an idempotency key used for another body. */
export class ConflictError extends TurnwiseError {
  readonly code = 'CONFLICT';
}

/** A documented cap was exceeded; the message names the cap. */
export class LimitExceededError extends TurnwiseError {
  readonly code = 'LIMIT_EXCEEDED';
}

/** The user cancelled the work. */
export class CancelledError extends TurnwiseError {
  readonly code = 'CANCELLED';
}

/** A dependency (database, queue, endpoint) cannot be reached now; a retry may succeed. */
export class UnavailableError extends TurnwiseError {
  readonly code = 'UNAVAILABLE';
}
