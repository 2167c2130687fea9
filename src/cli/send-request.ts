import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { InvalidInputError, UnavailableError } from '../errors';

export type HttpResponse = { readonly status: number; readonly text: string };

/**
 * One POST. Not `fetch`, which gives up when the answer's headers take longer than five minutes: the import of a large
 * file answers when it is done.
 *
 * @param body a stream is sent as it is read, with back-pressure, and never held
 * @throws UnavailableError when nothing answers; InvalidInputError when the stream cannot be read
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
  // A server may answer and hang up before it has read everything (a refused file): its answer counts, not the broken pipe.
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
