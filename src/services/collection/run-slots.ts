/** The slots to process, and how many at a time (at least 1). */
export type SlotRun<Slot> = {
  readonly slots: readonly Slot[];
  readonly concurrency: number;
  readonly signal: AbortSignal;
};

/**
 * Runs the work for each slot in order, up to `concurrency` at a time. The first error aborts the others through their
 * signal and is thrown once all have stopped.
 *
 * @throws the reason of the signal if it is aborted
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
