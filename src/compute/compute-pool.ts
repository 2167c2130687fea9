import { callOnce } from '../threads/call-once';
import { threadFile } from '../threads/thread-file';
import type { Compute, ComputeOptions, ComputeProgress, ComputeTaskName, ComputeTasks } from './compute-tasks';

/**
 * Runs heavy computations off the event loop, each in its own thread, up to `maxThreads` at a time; the others queue in
 * order. Starting a thread takes about 50 ms, and jobs take seconds to hours.
 */
export class ComputePool implements Compute {
  private readonly closing = new AbortController();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(
    private readonly maxThreads: number,
    private readonly file = threadFile(__dirname, 'compute-thread.js'),
  ) {}

  /**
   * @throws the signal's reason when it aborts; UnavailableError when the thread ends unexpectedly; otherwise the error
   *   of the computation
   */
  async run<Name extends ComputeTaskName>(
    name: Name,
    input: ComputeTasks[Name]['input'],
    options: ComputeOptions = {},
  ): Promise<ComputeTasks[Name]['output']> {
    const { signal: abort, onProgress = () => undefined } = options;
    const signal = abort === undefined ? this.closing.signal : AbortSignal.any([abort, this.closing.signal]);
    await this.takeSlot();
    try {
      const program = { file: this.file, purpose: `the compute thread for ${name}` };
      return await callOnce<ComputeTasks, Name, ComputeProgress>(program, { name, input, signal, onProgress });
    } finally {
      this.freeSlot();
    }
  }

  /** Ends every thread; running computations are rejected. */
  close(): void {
    this.closing.abort(new Error('the compute pool was closed'));
  }

  private async takeSlot(): Promise<void> {
    if (this.running < this.maxThreads) {
      this.running += 1;
      return;
    }
    // The slot is passed on, not freed and acquired again.
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private freeSlot(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running -= 1;
    else next();
  }
}
