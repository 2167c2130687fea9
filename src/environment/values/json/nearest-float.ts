/**
 * The float nearest to mantissa * 2 ** exponent, ties to even; Infinity beyond the largest float, 0 below the smallest.
 *
 * @param mantissa >= 0; exact, or with its lowest bit set when lower bits were cut off (then >= 2 ** 60)
 * @param exponent an integer
 * @see IEEE 754-2019, section 4.3.1 (roundTiesToEven)
 */
export function nearestFloat(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  const top = bitLength(mantissa) + exponent; // the value lies in [2 ** (top - 1), 2 ** top)
  if (top > 1024) return Infinity;
  if (top < -1074) return 0;
  const lowestBit = Math.max(top - 53, -1074);
  const rounded = Number(roundShift(mantissa, lowestBit - exponent));
  // Two steps, because 2 ** -1074 alone would lose the bits that a mantissa of 2 ** 53 brings back, and 2 ** 971 * 2 ** 53 may overflow rightly.
  return lowestBit < -1000 ? rounded * 2 ** -60 * 2 ** (lowestBit + 60) : rounded * 2 ** lowestBit;
}

/** Number of bits of a non-negative int; 0 for 0. */
export function bitLength(value: bigint): number {
  if (value === 0n) return 0;
  const hex = value.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(parseInt(hex.slice(0, 1), 16)));
}

function roundShift(value: bigint, bits: number): bigint {
  if (bits <= 0) return value << BigInt(-bits);
  const shift = BigInt(bits);
  const quotient = value >> shift;
  const rest = value - (quotient << shift);
  const half = 1n << (shift - 1n);
  return rest > half || (rest === half && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}
