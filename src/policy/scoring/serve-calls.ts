import { parentPort, type Transferable } from 'node:worker_threads';
import { TurnwiseError } from '../../errors';
import { type AnswerMessage, type CallMessage, CLOSE, type ThreadCalls } from './thread-calls';

/** An output whose buffers are handed over instead of copied. */
export class Transferred<Output> {
  constructor(
    readonly output: Output,
    readonly buffers: readonly Transferable[],
  ) {}
}

type Given<Output> = Output | Transferred<Output>;

/** A function for each call: one that is missing does not compile. */
export type CallHandlers<Calls extends ThreadCalls> = {
  readonly [Name in keyof Calls]: (
    input: Calls[Name]['input'],
  ) => Given<Calls[Name]['output']> | Promise<Given<Calls[Name]['output']>>;
};

/** Answers the calls that this thread is given, one after the other in their order, until it is asked to end. */
export function serveCalls<Calls extends ThreadCalls>(handlers: CallHandlers<Calls>): void {
  let last = Promise.resolve();
  let isClosing = false;
  parentPort?.on('message', (message: CallMessage | typeof CLOSE) => {
    if (message === CLOSE) {
      isClosing = true;
      last = last.then(() => parentPort?.close());
      return;
    }
    const handler = handlers[message.name] as ((input: unknown) => unknown) | undefined;
    last = last.then(() => (isClosing ? undefined : answer(message, handler)));
  });
}

async function answer(
  { id, name, input }: CallMessage,
  handler: ((input: unknown) => unknown) | undefined,
): Promise<void> {
  try {
    if (handler === undefined) throw new Error(`the thread knows no call ${name}`);
    const output = await handler(input);
    if (output instanceof Transferred) say({ id, output: output.output as unknown }, output.buffers);
    else say({ id, output });
  } catch (error) {
    const code = error instanceof TurnwiseError ? error.code : null;
    say({ id, error: { code, message: error instanceof Error ? error.message : String(error) } });
  }
}

function say(message: AnswerMessage, buffers: readonly Transferable[] = []): void {
  parentPort?.postMessage(message, buffers);
}
