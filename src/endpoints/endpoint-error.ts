import { UnavailableError } from '../errors';

/**
 * Why an endpoint gave no answer. `BLOCKED` (internal address), `REDIRECT`, `REFUSED` (a status of 400 to 499 other than
 * 408 and 429) and `OVERSIZED` come back whenever the same is asked; the others may pass.
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
 * An endpoint failed. The message is safe to show: it holds no key, no header and of the answer at most the sentence that
 * the endpoint gave as its reason. It has no cause, because the errors underneath carry requests and bodies.
 */
export class EndpointError extends UnavailableError {
  constructor(
    readonly failure: EndpointFailure,
    message: string,
  ) {
    super(message);
  }
}
