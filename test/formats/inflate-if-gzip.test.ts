import { gzipSync } from 'node:zlib';
import { InvalidInputError, LimitExceededError } from '../../src/errors';
import { inflateIfGzip } from '../../src/formats/inflate-if-gzip';
import { inChunks } from './rows';

async function inflate(bytes: Uint8Array, size = 65536): Promise<{ text: string; error: unknown }> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of inflateIfGzip(inChunks(bytes, [size]))) pieces.push(piece);
  } catch (error) {
    return { text: Buffer.concat(pieces).toString(), error };
  }
  return { text: Buffer.concat(pieces).toString(), error: null };
}

describe('inflateIfGzip', () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `row ${index * 7919}\n`).join('');

  it.each([1, 7, 65536])('inflates gzip in chunks of %d', async (size) => {
    expect(await inflate(gzipSync(text.slice(0, size === 1 ? 3000 : undefined)), size)).toEqual({
      text: text.slice(0, size === 1 ? 3000 : undefined),
      error: null,
    });
  });

  it('inflates several gzip members after each other', async () => {
    expect(await inflate(Buffer.concat([gzipSync('one '), gzipSync('two')]))).toEqual({ text: 'one two', error: null });
  });

  it.each([
    ['spaces', Buffer.alloc(20_000_000, ' ')],
    ['many small members', Buffer.from(`[${'1,'.repeat(2_000_000)}1]`)],
  ])('refuses gzip that expands to far more than its size: %s', async (_what, plain) => {
    const { text: start, error } = await inflate(gzipSync(plain));
    expect(error).toBeInstanceOf(LimitExceededError);
    expect((error as Error).message).toContain('more than 200 times its size');
    expect(start.length).toBeLessThan(plain.length);
  });

  it.each(['', '[', '[1]', '\x1f'])('passes %j through unchanged', async (plain) => {
    expect(await inflate(Buffer.from(plain), 1)).toEqual({ text: plain, error: null });
  });

  it('says that the data is truncated, after what could be inflated', async () => {
    const whole = gzipSync(text);
    for (const missing of [1, 8, 9, 1000, whole.length - 3]) {
      const { text: start, error } = await inflate(whole.subarray(0, whole.length - missing));
      expect(error).toBeInstanceOf(InvalidInputError);
      expect((error as Error).message).toMatch(/gzip data is truncated after \d+ inflated bytes/);
      expect(text.startsWith(start)).toBe(true);
      if (missing <= 8) expect(start).toBe(text);
      if (missing === 1000) expect(start.length).toBeGreaterThan(0.9 * text.length);
    }
  });

  it('says that the data is damaged', async () => {
    const whole = gzipSync(text);
    const badSum = Buffer.from(whole);
    badSum[whole.length - 6]! ^= 0xff;
    const badHeader = Buffer.from([0x1f, 0x8b, 0x07, 0x00, 0x00]);
    for (const damaged of [badSum, badHeader]) {
      const { error } = await inflate(damaged);
      expect(error).toBeInstanceOf(InvalidInputError);
      expect((error as Error).message).toContain('gzip data is damaged');
    }
  });

  it('closes its source when the reader stops early', async () => {
    let isClosed = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield await Promise.resolve(gzipSync(text));
      } finally {
        isClosed = true;
      }
    }
    for await (const piece of inflateIfGzip(source())) if (piece.length > 0) break;
    expect(isClosed).toBe(true);
  });
});
