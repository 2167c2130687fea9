import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { InvalidInputError, NotFoundError, UnavailableError } from '../errors';

/**
 * Downloads a file and verifies it against the hash in the server's ETag. The file gets its final name only when
 * complete.
 *
 * @param key bearer key
 * @returns its size in bytes
 * @throws NotFoundError or InvalidInputError with the response's message; UnavailableError if the server does not
 *   answer, the download is interrupted, or the hash does not match
 */
export async function downloadFile(address: URL, key: string, destination: string): Promise<number> {
  const answer = await get(address, key);
  if (answer.statusCode !== 200) throw await errorOf(answer, address);
  const hash = createHash('sha256');
  let size = 0;
  const unfinished = `${destination}.${randomUUID().slice(0, 8)}.part`;
  const measured = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of source) {
      hash.update(piece);
      size += piece.byteLength;
      yield piece;
    }
  };
  try {
    await pipeline(answer, measured, createWriteStream(unfinished, { flags: 'wx' }));
    const expected = (answer.headers.etag ?? '').replaceAll('"', '');
    const found = hash.digest('hex');
    if (found !== expected) throw new UnavailableError(`the downloaded file has hash ${found}, expected ${expected}`);
    await rename(unfinished, destination);
  } catch (error) {
    await rm(unfinished, { force: true });
    if (error instanceof UnavailableError) throw error;
    throw answer.complete
      ? new InvalidInputError(`${destination}: cannot be written: ${String(error)}`, { cause: error })
      : new UnavailableError(`the download from ${address.origin} was interrupted`, { cause: error });
  }
  return size;
}

function get(address: URL, key: string): Promise<IncomingMessage> {
  const send = address.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    send(address, { headers: { authorization: `Bearer ${key}` } }, resolve)
      .once('error', (error) => {
        reject(
          new UnavailableError(`${address.origin} does not answer; is \`turnwise serve\` running?`, { cause: error }),
        );
      })
      .end();
  });
}

async function errorOf(answer: IncomingMessage, address: URL): Promise<Error> {
  const body = await text(answer);
  const message = /"message":("(?:[^"\\]|\\.)*")/.exec(body)?.[1];
  const words =
    message === undefined ? `${address.pathname} answered ${answer.statusCode ?? 0}` : String(JSON.parse(message));
  return answer.statusCode === 404 ? new NotFoundError(words) : new InvalidInputError(words);
}
