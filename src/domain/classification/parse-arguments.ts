/**
 * The object that a JSON text stands for. Beyond JSON it reads the tokens NaN, Infinity and -Infinity, which the
 * benchmarks' own reader (Python's json) accepts, so that a call which ran there is not taken for one that did not parse.
 *
 * @param argumentsText any text
 * @returns the object (infinities as such, NaN as the text "NaN", because it must equal itself);
 *   null when the text does not parse or stands for something else than an object
 */
export function parseArguments(argumentsText: string): object | null {
  const value = parseJson(argumentsText) ?? parseJson(withTokensReplaced(argumentsText));
  return typeof value === 'object' && !Array.isArray(value) ? value : null;
}

/** One pass that knows only whether it is inside a string, so that hostile text costs no more than its length. */
function withTokensReplaced(text: string): string {
  let isInString = false;
  return text.replace(/\\[^]|"|Infinity|NaN/g, (match) => {
    if (match === '"') isInString = !isInString;
    if (isInString || match.startsWith('\\') || match === '"') return match;
    // 1e999 is beyond the largest double, so that it is read as an infinity.
    return match === 'NaN' ? '"NaN"' : '1e999';
  });
}

/** Not being JSON is an answer here, not a failure: null, like the text `null`, is no object. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
