/**
 * Order of two strings by code points: negative, 0 or positive. JavaScript's own order compares UTF-16 units and puts
 * characters beyond U+FFFF before U+E000.
 */
export function compareCodePoints(left: string, right: string): number {
  if (!SURROGATE.test(left) && !SURROGATE.test(right)) return left < right ? -1 : left > right ? 1 : 0;
  const leftPoints = Array.from(left, codePoint);
  const rightPoints = Array.from(right, codePoint);
  for (const [index, point] of leftPoints.entries()) {
    if (index >= rightPoints.length) return 1;
    if (point !== rightPoints[index]) return point - rightPoints[index]!;
  }
  return leftPoints.length - rightPoints.length;
}

const SURROGATE = /[\ud800-\udfff]/;

function codePoint(character: string): number {
  return character.codePointAt(0)!;
}
