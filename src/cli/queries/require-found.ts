/**
 * What a look-up found. The API answers NOT_FOUND beside a null, which the client throws, so that a null without an error is a
 * fault of the API.
 */
export function requireFound<Value>(found: Value | null): Value {
  if (found === null) throw new Error('the API answered null without an error');
  return found;
}
