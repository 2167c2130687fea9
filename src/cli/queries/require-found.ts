/**
 * What the API answered without an error. A null where nothing is found or readable comes with one, which the client throws, so
 * that a null that is left is a fault of the API.
 */
export function requireFound<Value>(found: Value | null): Value {
  if (found === null) throw new Error('the API answered null without an error');
  return found;
}
