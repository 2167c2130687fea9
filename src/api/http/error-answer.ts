import type { RequestHandler, Response } from 'express';
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
