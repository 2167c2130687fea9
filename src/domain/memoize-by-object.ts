/**
 * Memoizes a function for as long as its argument is reachable. Only for pure functions of immutable objects: the cache
 * is then unobservable, so it may live at module level, where other state may not.
 *
 * @param compute called once per object; a call that throws is not cached
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
