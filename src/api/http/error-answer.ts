import type { RequestHandler, Response } from 'express';
import { InvalidInputError, TurnwiseError } from '../../errors';
import { type ClientError, HTTP_STATUS } from '../graph/error-format';

/** Sets the status of an error that is the whole response, and its headers. */
export function setErrorStatus(response: Response, code: ClientError['code']): void {
  response.status(HTTP_STATUS[code]);
  if (code === 'UNAUTHENTICATED') response.set('www-authenticate', 'Bearer');
}

/** Answers `{error: {code, message}}`. */
export function sendError(response: Response, { code, message }: ClientError): void {
  setErrorStatus(response, code);
  response.json({ error: { code, message } });
}

/**
 * Turns an error of Express or its body parser with a 4xx status, which is the client's fault, into INVALID_INPUT. Returns any
 * other error unchanged.
 */
export function explainHttpError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TurnwiseError || !('status' in error)) return error;
  const { status } = error;
  if (typeof status !== 'number' || status < 400 || status > 499) return error;
  return new InvalidInputError(`the request cannot be read: ${error.message}`, { cause: error });
}

/** Mounted after the methods that a path supports: answers all others with 405. @param methods supported by the path */
export function refuseOtherMethods(...methods: readonly string[]): RequestHandler {
  const allowed = methods.join(', ');
  return (request, response) => {
    const message = `${request.method} is not supported at this address; use ${allowed}`;
    response
      .status(405)
      .set('allow', allowed)
      .json({ error: { code: 'INVALID_INPUT', message } });
  };
}

/** Like `refuseOtherMethods`, in the shape of a GraphQL response. */
export const refuseOtherGraphqlMethods: RequestHandler = (request, response) => {
  const message = `${request.method} is not supported at this address; send operations by POST, subscriptions over WebSocket`;
  response
    .status(405)
    .set('allow', 'POST')
    .json({ errors: [{ message, extensions: { code: 'INVALID_INPUT' } }] });
};
