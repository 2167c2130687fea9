/**
 * An iterator whose `return()` takes effect at once. A generator that waits for its next event notices `return()` only
 * when that event arrives; this one is notified through the signal.
 *
 * @param start creates the source, which must end soon after the signal aborts
 */
export function endOnReturn<Value>(
  start: (signal: AbortSignal) => AsyncGenerator<Value, void, undefined>,
): AsyncIterableIterator<Value, void, undefined> {
  const controller = new AbortController();
  const source = start(controller.signal);
  const iterator: AsyncIterableIterator<Value, void, undefined> = {
    next: () => source.next(),
    return: () => {
      controller.abort();
      return source.return();
    },
    throw: (error) => {
      controller.abort();
      return source.throw(error);
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
