import { createGunzip, type Gunzip } from 'node:zlib';
import { InvalidInputError, LimitExceededError } from '../errors';
import { FILE_LIMITS } from './file-limits';

/** Compressed bytes handed to zlib at once: gzip expands at most about 1030 times, so one piece stays under 17 MiB. */
const PIECE_BYTES = 16 * 1024;
const OUTPUT_BYTES = 256 * 1024;

/**
 * Yields a file as plain bytes: gzip, recognized by its first two bytes, is inflated as a stream; anything else passes
 * through unchanged.
 *
 * @param bytes the file in chunks of any size
 * @yields plain bytes; everything inflated before an error has been yielded
 * @throws InvalidInputError when the gzip data is truncated or damaged
 * @throws LimitExceededError when it expands more than any file of results does (see FILE_LIMITS)
 */
export async function* inflateIfGzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | null = new Uint8Array(0);
  let inflater: Inflater | null = null;
  try {
    for await (const chunk of bytes) {
      let ready = chunk;
      if (head !== null) {
        head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
        if (head.length < 2) continue;
        if (head[0] === 0x1f && head[1] === 0x8b) inflater = new Inflater();
        ready = head;
        head = null;
      }
      if (inflater === null) yield ready;
      else yield* inflateChunk(inflater, ready);
    }
    if (head !== null) yield head;
    if (inflater !== null) {
      await inflater.end();
      yield* inflater.take();
      inflater.throwIfFailed();
    }
  } finally {
    inflater?.destroy();
  }
}

async function* inflateChunk(inflater: Inflater, chunk: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
    await inflater.write(chunk.subarray(from, from + PIECE_BYTES));
    inflater.throwIfTooLarge();
    yield* inflater.take();
    inflater.throwIfFailed();
  }
}

/** Feeds zlib piece by piece: an ordinary stream would lose what was inflated before an error. */
class Inflater {
  private readonly gunzip: Gunzip = createGunzip({ chunkSize: OUTPUT_BYTES });
  private output: Uint8Array[] = [];
  private failure: Error | null = null;
  private compressedBytes = 0;
  private inflatedBytes = 0;
  private wake: () => void = () => undefined;

  constructor() {
    this.gunzip.on('error', (error) => {
      this.failure = error;
      // zlib never calls back for a failed write.
      this.wake();
    });
    this.gunzip.on('data', (piece: Buffer) => {
      this.output.push(piece);
      this.inflatedBytes += piece.length;
    });
  }

  async write(piece: Uint8Array): Promise<void> {
    this.compressedBytes += piece.length;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      this.gunzip.write(piece, () => {
        resolve();
      });
    });
  }

  async end(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.gunzip.once('close', resolve);
      this.gunzip.end();
    });
  }

  take(): readonly Uint8Array[] {
    const taken = this.output;
    this.output = [];
    return taken;
  }

  throwIfFailed(): void {
    if (this.failure === null) return;
    const isTruncated = 'code' in this.failure && this.failure.code === 'Z_BUF_ERROR';
    const verdict = isTruncated ? 'is truncated' : `is damaged (${this.failure.message})`;
    const message = `the gzip data ${verdict} after ${this.inflatedBytes} inflated bytes`;
    throw new InvalidInputError(message, { cause: this.failure });
  }

  throwIfTooLarge(): void {
    const { expansion, freeInflatedBytes } = FILE_LIMITS;
    if (this.inflatedBytes <= freeInflatedBytes + expansion * this.compressedBytes) return;
    throw new LimitExceededError(
      `the gzip data expands to more than ${expansion} times its size (${this.compressedBytes} bytes became ` +
        `${this.inflatedBytes}), which is the limit beyond the first ${freeInflatedBytes} bytes`,
    );
  }

  destroy(): void {
    this.gunzip.destroy();
  }
}
