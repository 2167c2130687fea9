/** A number with a fixed number of decimals; a dash if undefined, never 0. */
export function formatNumber(value: number | null | undefined, decimals = 3): string {
  if (value === null || value === undefined) return '–';
  return value.toFixed(decimals).replace('-', '−');
}

/** An interval; a dash if either end is undefined. */
export function formatInterval(low: number | null, high: number | null): string {
  return low === null || high === null ? '–' : `${formatNumber(low, 2)} to ${formatNumber(high, 2)}`;
}

/** A p- or q-value; below 0.001 only `<0.001`. */
export function formatProbability(value: number | null): string {
  if (value === null) return '–';
  return value < 0.001 ? '<0.001' : value.toFixed(3);
}
