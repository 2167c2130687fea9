import { createHash } from 'node:crypto';

import { InvalidInputError } from '../errors';

/** Bytes of the hash that become the seed: 48 bits is the max number of whole bytes in a safe integer. */
const SEED_BYTES = 6;

/**
 * A seed for one part of a run, e.g. for one trial of one task: the same for equal parts on every machine, and
 * independent of the seeds of all other parts.
 *
 * @param baseSeed seed of the whole run, a safe integer
 * @param parts identify the part, in order; a number and its text are equivalent
 * @returns an integer from 0 to 2^48 - 1: the first six bytes of SHA-256 over the JSON list of base seed and parts as
 *   texts
 * @throws InvalidInputError when the base seed, or a part that is a number, is not a safe integer
 */
export function deriveSeed(baseSeed: number, ...parts: readonly (string | number)[]): number {
  const texts = [baseSeed, ...parts].map((part) => {
    if (typeof part === 'number' && !Number.isSafeInteger(part)) {
      throw new InvalidInputError(`a part of the seed is ${part}; it must be an integer`);
    }
    return String(part);
  });
  return createHash('sha256').update(JSON.stringify(texts)).digest().readUIntBE(0, SEED_BYTES);
}
