import path from 'node:path';
import { type Transferable, Worker } from 'node:worker_threads';
import { ConflictError, type ErrorCode, InvalidInputError, UnavailableError } from '../../errors';

/** What a thread can be asked: for each name, what is given and what comes back, both structured-cloneable. */
export type ThreadCalls = Readonly<Record<string, { readonly input: unknown; readonly output: unknown }>>;

export type CallMessage = { readonly id: number; readonly name: string; readonly input: unknown };

/** Asks the thread to end. */
export const CLOSE = 'close';

export type AnswerMessage =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly error: { readonly code: ErrorCode | null; readonly message: string } };

type Waiting = { readonly resolve: (output: unknown) => void; readonly reject: (error: Error) => void };

/**
 * A thread that answers calls one after the other, in their order: what a session of onnxruntime needs, because a run blocks
 * its thread. When the thread dies, whoever waits is told so, and every later call is refused.
 */
export class CallableThread<Calls extends ThreadCalls> {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private calls = 0;
  private ended: Error | null = null;
  private readonly exited: Promise<void>;

  /**
   * @param file the compiled entry of the thread, which calls `serveCalls`
   * @param purpose what the thread is for, in messages: "the scoring thread"
   */
  constructor(
    file: string,
    private readonly purpose: string,
  ) {
    this.worker = new Worker(file);
    this.worker.unref();
    this.exited = new Promise((resolve) =>
      this.worker.once('exit', () => {
        resolve();
      }),
    );
    this.worker.on('message', (answer: AnswerMessage) => {
      this.settle(answer);
    });
    this.worker.on('error', (cause) => {
      this.end(new UnavailableError(`${purpose} ended: ${cause.message}`, { cause }));
    });
    this.worker.on('exit', (code) => {
      this.end(new UnavailableError(`${purpose} ended with code ${code}`));
    });
  }

  /**
   * @param transfer buffers that the thread takes over; they are empty here afterwards
   * @throws UnavailableError when the thread has ended or ends before it answers; else what the call threw in the thread
   */
  call<Name extends keyof Calls & string>(
    name: Name,
    input: Calls[Name]['input'],
    transfer: readonly Transferable[] = [],
  ): Promise<Calls[Name]['output']> {
    return new Promise((resolve, reject) => {
      if (this.ended !== null) {
        reject(this.ended);
        return;
      }
      const id = this.calls++;
      this.waiting.set(id, { resolve: resolve, reject });
      if (this.waiting.size === 1) this.worker.ref();
      this.worker.postMessage({ id, name, input } satisfies CallMessage, transfer);
    });
  }

  /**
   * Ends the thread once it has done the call it is at; whoever waits is rejected with UnavailableError at once.
   *
   * It is asked to end, not terminated: a thread that is terminated while onnxruntime runs takes the process with it.
   */
  async close(): Promise<void> {
    this.end(new UnavailableError(`${this.purpose} was closed`));
    this.worker.ref();
    this.worker.postMessage(CLOSE);
    await this.exited;
  }

  private settle(answer: AnswerMessage): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    // A thread without work does not keep the process alive.
    if (this.waiting.size === 0) this.worker.unref();
    if ('error' in answer) waiting?.reject(rebuildError(answer.error));
    else waiting?.resolve(answer.output);
  }

  private end(error: UnavailableError): void {
    this.ended ??= error;
    for (const { reject } of this.waiting.values()) reject(this.ended);
    this.waiting.clear();
  }
}

/** The compiled entry beside a source file: a thread does not go through the loader that runs the sources in tests. */
export function threadFile(folder: string, name: string): string {
  const compiled = __filename.endsWith('.ts')
    ? folder.replace(`${path.sep}src${path.sep}`, `${path.sep}dist${path.sep}src${path.sep}`)
    : folder;
  return path.join(compiled, name);
}

/** A clone of an error would lose its class; only what is written for the user keeps it. */
function rebuildError({ code, message }: { readonly code: ErrorCode | null; readonly message: string }): Error {
  if (code === 'INVALID_INPUT') return new InvalidInputError(message);
  if (code === 'CONFLICT') return new ConflictError(message);
  if (code === 'UNAVAILABLE') return new UnavailableError(message);
  return new Error(message);
}
