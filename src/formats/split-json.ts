import { InvalidInputError, LimitExceededError } from '../errors';
import { TimeSlice } from '../time-slice';
import { JsonSplitter, type JsonPart, type SplitLimits } from './json-splitter';

/** Bytes that are cut up at once: at most half as many parts, so a file of the smallest rows stays bounded too. */
const PIECE_BYTES = 16 * 1024;

/** How a file is read. */
export type SplitOptions = SplitLimits & {
  /** Most parts of a file. */
  readonly maxRows: number;
  /** Ends the work when nobody wants it any more. */
  readonly signal?: AbortSignal | undefined;
};

/**
 * Splits a JSON file into its members while streaming, so that memory is bounded by the largest member. Consumers of
 * the parts run in slices of the event loop (see `TimeSlice`). A top-level list is split into its elements; a top-level
 * object into its members, and those members that are lists and are named in `limits.listMembers` into their elements.
 *
 * @param bytes plain JSON in UTF-8, a byte order mark allowed, in chunks of any size that are not overwritten afterwards
 * @yields first the opening of the file (list or object), then each member with its bytes, in file order; a member beyond a
 *   limit as `rejected`, without holding it in memory
 * @throws InvalidInputError when the file is empty, is neither list nor object, ends early (all members before the end were
 *   yielded; the message names the row), has brackets that do not match, or goes on after its end; an InvalidInputError of
 *   `bytes` itself is thrown on with the row at which it struck
 * @throws LimitExceededError when the file has more parts than `maxRows`
 */
export async function* splitJson(bytes: AsyncIterable<Uint8Array>, options: SplitOptions): AsyncGenerator<JsonPart> {
  const splitter = new JsonSplitter(options);
  const slice = new TimeSlice(options.signal);
  let count = 0;
  for await (const chunk of locateErrors(bytes, splitter)) {
    for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
      if (slice.isUsedUp) await slice.next();
      for (const part of splitter.push(chunk.subarray(from, from + PIECE_BYTES))) {
        if (slice.isUsedUp) await slice.next();
        count += 1;
        if (count > options.maxRows) throw tooManyRows(options.maxRows);
        yield part;
      }
    }
  }
  splitter.end();
}

function tooManyRows(maxRows: number): LimitExceededError {
  return new LimitExceededError(`the file has more than ${maxRows} rows and members, which is the limit; split it`);
}

async function* locateErrors(bytes: AsyncIterable<Uint8Array>, splitter: JsonSplitter): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new InvalidInputError(`${error.message}; reading stopped ${splitter.describePosition()}`, { cause: error });
  }
}
