const GOLDEN = 0x9e37_79b1;

/**
 * Seed of one request of a conversation, so that identical requests do not get identical answers.
 *
 * @param seed of the conversation, an integer
 * @param index of the request, from 0
 * @returns an integer from 0 to 2^31 - 1, which every server supports
 */
export function requestSeed(seed: number, index: number): number {
  return (Math.trunc(seed % 2 ** 32) + Math.imul(index, GOLDEN)) & 0x7fff_ffff;
}
