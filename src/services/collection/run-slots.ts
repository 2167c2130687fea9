/** What is to be done, and how much of it at a time (at least 1). */
export type SlotRun<Slot> = {
  readonly slots: readonly Slot[];
  readonly concurrency: number;
  readonly signal: AbortSignal;
};

/**
 * Does the work for each slot, so many at a time, in order. The first error stops the others through their signal, and is
 * thrown when all have come to rest.
 *
 * @throws the signal's reason when it aborts
 */
export async function runSlots<Slot>(
  { slots, concurrency, signal }: SlotRun<Slot>,
  work: (slot: Slot, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const queue = slots.values();
  const runner = async (): Promise<void> => {
    try {
      for (const slot of queue) {
        either.throwIfAborted();
        await work(slot, either);
      }
    } catch (error) {
      if (!either.aborted) failure.abort(error);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, slots.length) }, runner));
  either.throwIfAborted();
}
