/**
 * Text of a float as the reference language writes it: the shortest digits that read back to the same float.
 * Exponent form below 1e-4 and from 1e16 on, with a sign and at least two exponent digits; otherwise plain, with `.0`
 * when integral. Always `-0.0`, `inf`, `-inf` and `nan`.
 *
 * @see Specification of tau-bench airline, section 2.4. JavaScript switches at 1e-7 and 1e21, so `String` alone is wrong.
 */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-4 && magnitude < 1e16) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  return `${digits}e${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, '0')}`;
}
