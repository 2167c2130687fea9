import { InvalidInputError } from '../errors';
import { JsonSplitter, type JsonPart, type SplitLimits } from './json-splitter';

/**
 * Cuts a JSON file into its members while it streams by, so that a file of any size needs the memory of its largest member.
 * A top-level list is cut into its elements; a top-level object into its members, and those members that are lists and are
 * named in `limits.listMembers` into their elements.
 *
 * @param bytes plain JSON in UTF-8, a byte order mark allowed, in chunks of any size that are not overwritten afterwards
 * @yields first the opening of the file (list or object), then each member with its bytes, in file order; a member beyond a
 *   limit as `rejected`, without holding it in memory
 * @throws InvalidInputError when the file is empty, is neither list nor object, ends early (all members before the end were
 *   yielded; the message names the row), has brackets that do not match, or goes on after its end; an InvalidInputError of
 *   `bytes` itself is thrown on with the row at which it struck
 */
export async function* splitJson(bytes: AsyncIterable<Uint8Array>, limits: SplitLimits): AsyncGenerator<JsonPart> {
  const splitter = new JsonSplitter(limits);
  for await (const chunk of locateErrors(bytes, splitter)) yield* splitter.push(chunk);
  splitter.end();
}

async function* locateErrors(bytes: AsyncIterable<Uint8Array>, splitter: JsonSplitter): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new InvalidInputError(`${error.message}; reading stopped ${splitter.describePosition()}`, { cause: error });
  }
}
