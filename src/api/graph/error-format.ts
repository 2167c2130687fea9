import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type ErrorCode, TurnwiseError } from '../../errors';
import type { Logger } from '../../logging';

/** What a client is told about an error. `reference` identifies an INTERNAL error in the log. */
export type ClientError = { readonly code: ErrorCode; readonly message: string; readonly reference?: string };

/** HTTP status of a response that consists of one error. */
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

/** GraphQL repeats a value where it expects another type; the value can be an API key. */
const TEXT_VALUE = /(?<=^String cannot represent a non string value): .*$/s;

/** Converts any error into what a client may see, and logs what it may not see: once, with the organization. */
export class ErrorReporter {
  /** References of errors already logged, so that an error that passes twice is logged once. */
  private readonly references = new WeakMap<object, string>();

  constructor(private readonly logger: Logger) {}

  /** @param tenantId organization of the request; null while unknown */
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
    return { code: 'INTERNAL', message: `internal error; see reference ${reference} in the server log`, reference };
  }

  /** An error of a GraphQL response: message, location, path and code, never a stack. */
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

/** The error that a resolver threw, without the wrappers that GraphQL adds. */
function originOf(error: unknown): unknown {
  let current = error;
  while (current instanceof GraphQLError && current.originalError) current = current.originalError;
  return current;
}

/**
 * True for errors of syntax, validation and variables: they have no path, because nothing was executed. With a path,
 * only a complaint about an argument is a mistake of the client; the others are results of ours that violate the
 * schema.
 */
function isClientMistake(cause: GraphQLError, error: unknown): boolean {
  const ranInto = cause.path ?? (error instanceof GraphQLError ? error.path : undefined);
  return ranInto === undefined || cause.message.startsWith('Argument "');
}
