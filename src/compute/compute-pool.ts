import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Compute, ComputeOptions, ComputeTaskName, ComputeTasks } from './compute-tasks';
import { type ComputeMessage, type ComputeRequest, rebuildError } from './compute-message';

/** The compiled thread: a thread does not go through the loader that runs the sources in tests. */
const THREAD_FILE = __filename.endsWith('.ts')
  ? path.resolve(__dirname, '../../dist/src/compute/compute-thread.js')
  : path.join(__dirname, 'compute-thread.js');

/**
 * Runs heavy computations off the event loop, each in a thread of its own, at most so many at a time; the others wait in
 * order. A thread costs some 50 ms to start, and jobs take seconds to hours.
 */
export class ComputePool implements Compute {
  private readonly closing = new AbortController();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(
    private readonly maxThreads: number,
    private readonly threadFile = THREAD_FILE,
  ) {}

  /**
   * @throws InvalidInputError when the computation threw it; Error for anything else that it threw
   * @throws the signal's reason when it aborts
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
      signal.throwIfAborted();
      const output = await runInThread(this.threadFile, { name, input }, { signal, onProgress });
      return output as ComputeTasks[Name]['output'];
    } finally {
      this.freeSlot();
    }
  }

  /** Ends every thread; what still runs is rejected. */
  close(): void {
    this.closing.abort(new Error('the compute pool was closed'));
  }

  private async takeSlot(): Promise<void> {
    if (this.running < this.maxThreads) {
      this.running += 1;
      return;
    }
    // The slot is handed over, not freed and taken again.
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private freeSlot(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running -= 1;
    else next();
  }
}

async function runInThread(file: string, request: ComputeRequest, options: Required<ComputeOptions>): Promise<unknown> {
  const { signal, onProgress } = options;
  const thread = new Worker(file, { workerData: request });
  let abort = (): void => undefined;
  try {
    return await new Promise<unknown>((resolve, reject) => {
      abort = () => {
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', abort);
      thread.on('message', (message: ComputeMessage) => {
        if (message.kind === 'progress') onProgress(message.progress);
        else if (message.kind === 'result') resolve(message.output);
        else reject(rebuildError(message.error));
      });
      thread.once('error', reject);
      thread.once('exit', (code) => {
        reject(new Error(`the compute thread for ${request.name} ended with code ${code} and no result`));
      });
    });
  } finally {
    signal.removeEventListener('abort', abort);
    await thread.terminate();
  }
}
