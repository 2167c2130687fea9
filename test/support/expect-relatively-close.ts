/** Expects a number within a share of another; exactly 0 when that is 0. */
export function expectRelativelyClose(actual: number, expected: number, share: number): void {
  const distance = Math.abs(actual - expected);
  if (!(distance <= share * Math.abs(expected))) {
    throw new Error(`${actual} differs from ${expected} by ${distance}; at most the share ${share} was allowed`);
  }
}
