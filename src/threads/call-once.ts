import { CallableThread, type ThreadProgram } from './callable-thread';
import type { ThreadCalls } from './thread-messages';

export type OneCall<Calls extends ThreadCalls, Name extends keyof Calls, Progress> = {
  readonly name: Name;
  readonly input: Calls[Name]['input'];
  /** Terminates the thread at once. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
};

/**
 * Makes one call in a separate thread, which ends with the call.
 *
 * @throws the signal's reason when it aborts; otherwise as `CallableThread.call`
 */
export async function callOnce<Calls extends ThreadCalls, Name extends keyof Calls & string, Progress>(
  program: ThreadProgram,
  { name, input, signal, onProgress }: OneCall<Calls, Name, Progress>,
): Promise<Calls[Name]['output']> {
  signal.throwIfAborted();
  const thread = new CallableThread<Calls, Progress>(program);
  const abort = (): void => {
    void thread.terminate(signal.reason);
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await thread.call(name, input, { onProgress });
  } finally {
    signal.removeEventListener('abort', abort);
    await thread.terminate();
  }
}
