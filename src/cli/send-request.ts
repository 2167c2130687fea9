import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { InvalidInputError, UnavailableError } from '../errors';

export type HttpResponse = { readonly status: number; readonly text: string };

/**
 * Sends one POST request. `fetch` is not used because it gives up if the response headers take longer than five
 * minutes, and the import of a large file responds only when it is done.
 *
 * @param body a stream is sent while it is read, with back-pressure, and never buffered whole
 * @throws UnavailableError if the server does not answer; InvalidInputError if the stream cannot be read
 */
export async function sendRequest(
  address: URL,
  body: string | Readable,
  headers: Readonly<Record<string, string>>,
): Promise<HttpResponse> {
  const request = (address.protocol === 'https:' ? requestHttps : requestHttp)(address, { method: 'POST', headers });
  const answered = new Promise<HttpResponse>((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response) => {
      text(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, text: body });
      }, reject);
    });
  });
  const source = typeof body === 'string' ? Readable.from([body]) : body;
  // A server may respond and close the connection before reading everything (a refused file): its response counts, not
  // the broken pipe.
  const sent = pipeline(source, request).then(
    () => null,
    (error: unknown) => error,
  );
  try {
    return await answered;
  } catch (error) {
    await sent;
    if (source.errored !== null && source.errored !== error) throw new InvalidInputError(source.errored.message);
    throw new UnavailableError(`${address.origin} does not answer; is \`turnwise serve\` running?`, { cause: error });
  }
}
