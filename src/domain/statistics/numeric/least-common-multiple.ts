/**
 * Least common multiple of two integers.
 *
 * @param a an integer of at least 1, or infinity
 * @param b the same
 * @returns infinity beyond 2^53, where doubles no longer represent every integer
 */
export function leastCommonMultiple(a: number, b: number): number {
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b)) return Infinity;
  let divisor = a;
  for (let rest = b; rest !== 0;) [divisor, rest] = [rest, divisor % rest];
  const multiple = (a / divisor) * b;
  return Number.isSafeInteger(multiple) ? multiple : Infinity;
}
