/**
 * A number as a sentence for the reader shows it; figures beside the sentence keep every digit.
 *
 * @param value finite
 * @returns at most 4 decimals, without trailing zeros
 */
export function roundForReader(value: number): string {
  return String(Number(value.toFixed(4)));
}
