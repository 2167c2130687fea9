import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotFoundError, UnavailableError } from '../errors';
import { checkHash, type FileContent } from './file-content';
import { filePlace, type FileStore } from './file-store';
import type { S3Address } from './s3-address';
import { type S3Request, sendS3Request } from './s3-request';

export type S3Options = {
  /** Max silence of a connection in ms; default 30,000. */
  readonly silenceMs?: number;
  /** Max attempts of a request that the server could not serve; default 3. */
  readonly tries?: number;
  /** Pause before the second attempt in ms, doubled before each further one; default 200. */
  readonly pauseMs?: number;
};

/**
 * Files in an S3-compatible store, under `<prefix>/<tenant>/<aa>/<hash>`. S3 guarantees that a file appears whole or
 * not at all.
 */
export class S3FileStore implements FileStore {
  private readonly options: Required<S3Options>;

  constructor(
    private readonly address: S3Address,
    options: S3Options = {},
  ) {
    this.options = { silenceMs: 30_000, tries: 3, pauseMs: 200, ...options };
  }

  async put(tenantId: string, content: FileContent): Promise<void> {
    if ((await this.size(tenantId, content.hash)) === content.size) return;
    const key = keyOf(tenantId, content.hash);
    const answer = await this.send({ method: 'PUT', key, content: { ...content, read: () => checked(content) } });
    await finish(answer, 'PUT', [200]);
  }

  async *read(tenantId: string, hash: string): AsyncGenerator<Uint8Array> {
    const answer = await this.send({ method: 'GET', key: keyOf(tenantId, hash) });
    if (answer.statusCode === 404) {
      answer.resume();
      throw new NotFoundError(`no file ${hash}`);
    }
    if (answer.statusCode !== 200) await finish(answer, 'GET', [200]);
    try {
      yield* checkHash(answer as AsyncIterable<Uint8Array>, hash);
    } catch (error) {
      throw error instanceof UnavailableError ? error : unavailable('GET', error);
    }
  }

  async size(tenantId: string, hash: string): Promise<number | null> {
    const answer = await this.send({ method: 'HEAD', key: keyOf(tenantId, hash) });
    await finish(answer, 'HEAD', [200, 404]);
    if (answer.statusCode === 404) return null;
    const length = Number(answer.headers['content-length'] ?? 'none');
    if (!Number.isSafeInteger(length)) throw unavailable('HEAD', new Error('the response has no content-length'));
    return length;
  }

  async delete(tenantId: string, hash: string): Promise<void> {
    const answer = await this.send({ method: 'DELETE', key: keyOf(tenantId, hash) });
    await finish(answer, 'DELETE', [200, 204, 404]);
  }

  /** Every request here may be retried, because a file's name determines its bytes. */
  private async send(request: S3Request): Promise<IncomingMessage> {
    const { silenceMs, tries, pauseMs } = this.options;
    for (let tried = 1; ; tried += 1) {
      const isLast = tried >= tries;
      try {
        const answer = await sendS3Request(this.address, request, silenceMs);
        const status = answer.statusCode ?? 0;
        if (isLast || (status < 500 && status !== 429)) return answer;
        answer.resume();
      } catch (error) {
        // Bytes that do not match their hash will not match it on a retry.
        if (error instanceof UnavailableError) throw error;
        if (isLast) throw unavailable(request.method, error);
      }
      await sleep(pauseMs * 2 ** (tried - 1));
    }
  }
}

function keyOf(tenantId: string, hash: string): string {
  return filePlace(tenantId, hash).join('/');
}

async function* checked(content: FileContent): AsyncGenerator<Uint8Array> {
  yield* checkHash(
    (async function* () {
      yield* content.read();
    })(),
    content.hash,
  );
}

/** Max bytes of an error's text that are kept. */
const ERROR_TEXT = 2000;

/** Reads the response to its end, so that its connection becomes free. @throws UnavailableError for another status */
async function finish(answer: IncomingMessage, method: string, expected: readonly number[]): Promise<void> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      if (size < ERROR_TEXT) pieces.push(piece);
      size += piece.byteLength;
    }
  } catch (error) {
    throw unavailable(method, error);
  }
  const status = answer.statusCode ?? 0;
  if (expected.includes(status)) return;
  const code = /<Code>([^<]{1,100})<\/Code>/.exec(Buffer.concat(pieces).toString('utf8'))?.[1];
  throw unavailable(method, new Error(code === undefined ? `status ${status}` : `status ${status}, ${code}`));
}

function unavailable(method: string, cause: unknown): UnavailableError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new UnavailableError(`the file store did not serve a ${method}: ${reason}`, { cause });
}
