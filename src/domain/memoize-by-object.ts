/**
 * The function with each result kept for as long as its argument is reachable. Only for pure functions of objects that never
 * change: then nobody can tell that anything is kept, so it may be made at module level, where other state may not be.
 *
 * @param compute is called once for each object; a call that throws keeps nothing
 */
export function memoizeByObject<Key extends object, Result>(compute: (key: Key) => Result): (key: Key) => Result {
  const results = new WeakMap<Key, { readonly result: Result }>();
  return (key) => {
    const known = results.get(key);
    if (known !== undefined) return known.result;
    const result = compute(key);
    results.set(key, { result });
    return result;
  };
}
