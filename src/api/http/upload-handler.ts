import type { Request, RequestHandler, Response } from 'express';
import { CancelledError } from '../../errors';
import type { Logger } from '../../logging';
import type { ErrorReporter } from '../graph/error-format';
import type { ApiServices } from '../graph/request-context';
import { assertAllowed } from '../guards/authorization';
import { sendError } from './error-answer';

/** An upload of a client that may write. */
export type Upload = {
  readonly request: Request;
  readonly response: Response;
  readonly tenantId: string;
  /** The body as it arrives, readable once; check the headers first. */
  readonly readBody: () => AsyncIterable<Uint8Array>;
  /** Aborted when the client disconnects, because nobody waits for the rest of the work. */
  readonly signal: AbortSignal;
};

/** Dependencies of an upload endpoint. */
export type UploadEndpoint = Pick<ApiServices, 'authenticator'> & {
  /** Named in the error of a client that may not write. */
  readonly operation: string;
  readonly errors: ErrorReporter;
  readonly logger: Logger;
};

/**
 * An endpoint that takes a body of any size. Errors are answered with `{error: {code, message}}`, also before the body
 * was read.
 *
 * @param receive reads the body and answers
 */
export function createUploadHandler(
  { authenticator, operation, errors, logger }: UploadEndpoint,
  receive: (upload: Upload) => Promise<void>,
): RequestHandler {
  return async (request, response) => {
    let tenantId: string | null = null;
    const left = new AbortController();
    response.once('close', () => {
      left.abort(new CancelledError('the client left before its upload was complete'));
    });
    try {
      const principal = await authenticator.authenticate(request.headers.authorization, request.socket.remoteAddress);
      tenantId = principal.tenantId;
      assertAllowed(principal.role, 'WRITE', operation);
      // Without this, a reader that stops early would cut the connection before the answer is sent.
      const readBody = () => request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
      await receive({ request, response, tenantId, readBody, signal: left.signal });
    } catch (error) {
      if (request.errored !== null || response.destroyed) {
        logger.info({ tenantId }, 'the client left before its upload was complete');
        return;
      }
      sendError(response, errors.describe(error, tenantId));
    } finally {
      // The rest of the body is read and dropped, so that the client's next request on this connection is reached.
      request.resume();
    }
  };
}
