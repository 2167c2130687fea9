import { UnavailableError } from '../errors';

/**
 * Why a request to an endpoint failed. `BLOCKED` (internal address), `REDIRECT`, `REFUSED` (a status of 400 to 499
 * other than 408 and 429) and `OVERSIZED` are permanent for the same request; the others may be transient.
 */
export type EndpointFailure =
  | 'BLOCKED'
  | 'REDIRECT'
  | 'REFUSED'
  | 'OVERSIZED'
  | 'TIMEOUT'
  | 'CONNECTION'
  | 'BUSY'
  | 'SERVER_ERROR'
  | 'BROKEN_ANSWER';

/**
 * A request to an endpoint failed. The message is safe to show: it contains no key and no header, and of the answer at
 * most the reason given by the endpoint. It has no cause, because the underlying errors contain requests and bodies.
 */
export class EndpointError extends UnavailableError {
  constructor(
    readonly failure: EndpointFailure,
    message: string,
  ) {
    super(message);
  }
}
