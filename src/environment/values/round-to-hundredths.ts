/**
 * A float rounded to 2 decimal places by its exact value, ties to even: 0.125 gives 0.12, 2.675 (below the tie) 2.67.
 * Infinite and NaN come back as they are; the sign of zero stays.
 *
 * @see CPython's `round(x, 2)`, which rounds the exact decimal expansion. `toFixed(2)` differs on exact ties.
 */
export function roundToHundredths(value: number): number {
  // From 2 ** 51 on, a float has at most one binary place, so that two decimals hold it exactly.
  if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 51) return value;
  const text = Math.abs(value).toFixed(2);
  const rounded = Number(isUpperOfTie(Math.abs(value), text) ? stepDown(text) : text);
  return value < 0 || Object.is(value, -0) ? -rounded : rounded;
}

/** `toFixed` takes the larger of two candidates on an exact tie; true when that one ends in an odd digit. */
function isUpperOfTie(value: number, text: string): boolean {
  // A tie is an odd multiple of 1/200 that a float holds exactly, hence an odd multiple of 1/8.
  const eighths = value * 8;
  return Number.isInteger(eighths) && eighths % 2 === 1 && Number(text.slice(-1)) % 2 === 1;
}

function stepDown(text: string): string {
  return text.slice(0, -1) + String(Number(text.slice(-1)) - 1);
}
