import { type Transferable, Worker } from 'node:worker_threads';
import { UnavailableError } from '../errors';
import { rebuildError } from './error-text';
import { type AnswerMessage, type CallMessage, CLOSE, type ThreadCalls } from './thread-messages';

/** The program of a thread. */
export type ThreadProgram = {
  /** The compiled entry, which calls `serveCalls`; see `threadFile`. */
  readonly file: string;
  /** Name of the thread in messages: "the scoring thread". */
  readonly purpose: string;
};

export type ThreadCallOptions<Progress> = {
  /** Buffers to transfer to the thread; they are detached here afterwards. */
  readonly transfer?: readonly Transferable[];
  readonly onProgress?: (progress: Progress) => void;
};

type Waiting = {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: (progress: never) => void;
};

/**
 * A thread that serves calls sequentially, in order, and may keep state between them, as a session of onnxruntime
 * needs, because a run blocks its thread. When the thread ends, all pending and later calls fail with UnavailableError.
 */
export class CallableThread<Calls extends ThreadCalls, Progress = never> {
  private readonly worker: Worker;
  private readonly purpose: string;
  private readonly waiting = new Map<number, Waiting>();
  private calls = 0;
  private ended: { readonly reason: unknown } | null = null;
  private readonly exited: Promise<void>;

  constructor({ file, purpose }: ThreadProgram) {
    this.purpose = purpose;
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
   * @throws UnavailableError when the thread has ended or ends before it responds; otherwise the error that the call
   * threw in the thread
   */
  call<Name extends keyof Calls & string>(
    name: Name,
    input: Calls[Name]['input'],
    { transfer = [], onProgress = () => undefined }: ThreadCallOptions<Progress> = {},
  ): Promise<Calls[Name]['output']> {
    return new Promise((resolve, reject) => {
      if (this.ended !== null) throw this.ended.reason;
      const id = this.calls++;
      this.worker.postMessage({ id, name, input } satisfies CallMessage, transfer);
      this.waiting.set(id, { resolve, reject, onProgress });
      if (this.waiting.size === 1) this.worker.ref();
    });
  }

  /**
   * Ends the thread after its current call; pending calls are rejected with UnavailableError immediately.
   *
   * The thread is asked to end, not terminated: terminating a thread while onnxruntime runs crashes the process.
   */
  async close(): Promise<void> {
    this.end(new UnavailableError(`${this.purpose} was closed`));
    this.worker.ref();
    this.worker.postMessage(CLOSE);
    await this.exited;
  }

  /**
   * Terminates the thread immediately; pending calls are rejected with the reason. Not for a thread that runs native
   * code.
   */
  async terminate(reason: unknown = new UnavailableError(`${this.purpose} was closed`)): Promise<void> {
    this.end(reason);
    await this.worker.terminate();
  }

  private settle(answer: AnswerMessage): void {
    const waiting = this.waiting.get(answer.id);
    if ('progress' in answer) {
      waiting?.onProgress(answer.progress as never);
      return;
    }
    // A closing thread is kept referenced until it exits, also while its last call still answers.
    if (this.ended !== null) return;
    this.waiting.delete(answer.id);
    // An idle thread does not keep the process alive.
    if (this.waiting.size === 0) this.worker.unref();
    if ('error' in answer) waiting?.reject(rebuildError(answer.error));
    else waiting?.resolve(answer.output);
  }

  private end(reason: unknown): void {
    this.ended ??= { reason };
    for (const { reject } of this.waiting.values()) reject(this.ended.reason);
    this.waiting.clear();
  }
}
