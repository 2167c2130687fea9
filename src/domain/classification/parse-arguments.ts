/**
 * Parses JSON text into an object. Also accepts the tokens NaN, Infinity and -Infinity, as the benchmarks' parser
 * (Python's json) does, so that a call that ran there is not treated as unparsable.
 *
 * @param argumentsText any text
 * @returns the object (infinities as such, NaN as the text "NaN", because it must equal itself); null when the text
 *   does not parse or is not an object
 */
export function parseArguments(argumentsText: string): object | null {
  const value = parseJson(argumentsText) ?? parseJson(withTokensReplaced(argumentsText));
  return typeof value === 'object' && !Array.isArray(value) ? value : null;
}

/** One pass that tracks only whether it is inside a string, so that hostile text takes time linear in its length. */
function withTokensReplaced(text: string): string {
  let isInString = false;
  return text.replace(/\\[^]|"|Infinity|NaN/g, (match) => {
    if (match === '"') isInString = !isInString;
    if (isInString || match.startsWith('\\') || match === '"') return match;
    // 1e999 exceeds the largest double, so it is parsed as infinity.
    return match === 'NaN' ? '"NaN"' : '1e999';
  });
}

/** Text that is not JSON is a valid result here, not a failure: null, which is not an object. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
