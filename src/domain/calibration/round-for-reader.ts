/**
 * Formats a number for a sentence in a report; the figures beside the sentence keep full precision.
 *
 * @param value finite
 * @returns at most 4 decimals, without trailing zeros
 */
export function roundForReader(value: number): string {
  return String(Number(value.toFixed(4)));
}
