const GOLDEN = 0x9e37_79b1;

/**
 * Seed of one request of a conversation: requests that ask the same must not get the same answer.
 *
 * @param seed of the conversation, a whole number
 * @param index of the request, from 0
 * @returns a whole number from 0 to 2^31 - 1, which every server can hold
 */
export function requestSeed(seed: number, index: number): number {
  return (Math.trunc(seed % 2 ** 32) + Math.imul(index, GOLDEN)) & 0x7fff_ffff;
}
