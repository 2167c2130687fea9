import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type ErrorCode, TurnwiseError } from '../../errors';
import type { Logger } from '../../logging';

/** What a client is told of an error. `reference` finds an INTERNAL one in the log. */
export type ClientError = { readonly code: ErrorCode; readonly message: string; readonly reference?: string };

/** HTTP status of an error that is the whole answer. */
export const HTTP_STATUS: Readonly<Record<ErrorCode, number>> = {
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  LIMIT_EXCEEDED: 413,
  CANCELLED: 409,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** What GraphQL repeats of a value where a text belongs: it can be a key. */
const TEXT_VALUE = /(?<=^String cannot represent a non string value): .*$/s;

/** Turns any error into what a client may see, and logs what it may not: once, with the organization. */
export class ErrorReporter {
  /** References of the errors that were logged, so that an error that passes twice is logged once. */
  private readonly references = new WeakMap<object, string>();

  constructor(private readonly logger: Logger) {}

  /** @param tenantId the organization that asked; null before that is known */
  describe(error: unknown, tenantId: string | null): ClientError {
    const cause = originOf(error);
    if (cause instanceof TurnwiseError) {
      if (cause.code === 'UNAVAILABLE') this.referenceOf(cause, tenantId);
      return { code: cause.code, message: cause.message };
    }
    if (cause instanceof GraphQLError && isClientMistake(cause, error)) {
      return { code: 'INVALID_INPUT', message: cause.message.replace(TEXT_VALUE, '') };
    }
    const reference = this.referenceOf(cause, tenantId);
    return { code: 'INTERNAL', message: `internal error; the server's log has the reference ${reference}`, reference };
  }

  /** An error of a GraphQL answer: message, place, path and code, never a stack. */
  format(error: unknown, tenantId: string | null): GraphQLFormattedError {
    const { message, ...extensions } = this.describe(error, tenantId);
    const located = error instanceof GraphQLError ? error.toJSON() : {};
    return {
      message,
      ...('locations' in located && { locations: located.locations }),
      ...('path' in located && { path: located.path }),
      extensions,
    } as GraphQLFormattedError;
  }

  private referenceOf(error: unknown, tenantId: string | null): string {
    const key = typeof error === 'object' && error !== null ? error : {};
    const known = this.references.get(key);
    if (known !== undefined) return known;
    const reference = randomUUID();
    this.references.set(key, reference);
    this.logger.error({ reference, tenantId, err: error }, 'request failed');
    return reference;
  }
}

/** The error that a resolver threw, under the layers that GraphQL adds. */
function originOf(error: unknown): unknown {
  let current = error;
  while (current instanceof GraphQLError && current.originalError) current = current.originalError;
  return current;
}

/**
 * True for errors of syntax, validation and variables: they have no path, because nothing ran. With a path, only a complaint
 * about an argument is the client's mistake; the others are answers of ours that do not fit the schema.
 */
function isClientMistake(cause: GraphQLError, error: unknown): boolean {
  const ranInto = cause.path ?? (error instanceof GraphQLError ? error.path : undefined);
  return ranInto === undefined || cause.message.startsWith('Argument "');
}
