import { parentPort, type Transferable } from 'node:worker_threads';
import { textOfError } from './error-text';
import { type AnswerMessage, type CallMessage, CLOSE, type ThreadCalls } from './thread-messages';

/** A result whose buffers are transferred instead of copied. */
export class Transferred<Output> {
  constructor(
    readonly output: Output,
    readonly buffers: readonly Transferable[],
  ) {}
}

type Given<Output> = Output | Transferred<Output>;

/** One function per call; a missing one is a compile error. */
export type CallHandlers<Calls extends ThreadCalls, Progress = never> = {
  readonly [Name in keyof Calls]: (
    input: Calls[Name]['input'],
    onProgress: (progress: Progress) => void,
  ) => Given<Calls[Name]['output']> | Promise<Given<Calls[Name]['output']>>;
};

type Handler = (input: unknown, onProgress: (progress: unknown) => void) => unknown;

/** Serves the calls to this thread sequentially, in order, until it is asked to end. */
export function serveCalls<Calls extends ThreadCalls, Progress = never>(handlers: CallHandlers<Calls, Progress>): void {
  let last = Promise.resolve();
  let isClosing = false;
  parentPort?.on('message', (message: CallMessage | typeof CLOSE) => {
    if (message === CLOSE) {
      isClosing = true;
      last = last.then(() => parentPort?.close());
      return;
    }
    const handler = Object.hasOwn(handlers, message.name) ? (handlers[message.name] as Handler) : undefined;
    last = last.then(() => (isClosing ? undefined : answer(message, handler)));
  });
}

async function answer({ id, name, input }: CallMessage, handler: Handler | undefined): Promise<void> {
  try {
    if (handler === undefined) throw new Error(`the thread has no call ${name}`);
    const output = await handler(input, (progress) => {
      say({ id, progress });
    });
    if (output instanceof Transferred) say({ id, output: output.output as unknown }, output.buffers);
    else say({ id, output });
  } catch (error) {
    say({ id, error: textOfError(error) });
  }
}

function say(message: AnswerMessage, buffers: readonly Transferable[] = []): void {
  parentPort?.postMessage(message, buffers);
}
