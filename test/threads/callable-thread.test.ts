import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as errors from '../../src/errors';
import { CallableThread } from '../../src/threads/callable-thread';
import { callOnce } from '../../src/threads/call-once';

type TestCalls = {
  readonly remember: { readonly input: number; readonly output: number[] };
  readonly count: { readonly input: number; readonly output: number };
  readonly fail: { readonly input: string; readonly output: null };
  readonly leak: { readonly input: null; readonly output: null };
  readonly exit: { readonly input: null; readonly output: null };
  readonly crash: { readonly input: null; readonly output: null };
  readonly spin: { readonly input: SharedArrayBuffer; readonly output: null };
};

const { CancelledError, TurnwiseError, UnavailableError } = errors;
const PROGRAM = { file: path.join(__dirname, 'support', 'test-thread.mjs'), purpose: 'the thread of the test' };

/** Every error with a code. */
const CLASSES = Object.values(errors).filter(
  (each) => typeof each === 'function' && each !== TurnwiseError,
) as (typeof UnavailableError)[];

/** How often the thread has counted, once it has begun. */
async function countOnceBegun(counter: SharedArrayBuffer): Promise<number> {
  const [count] = new Int32Array(counter);
  if (count! > 0) return count!;
  await sleep(10);
  return countOnceBegun(counter);
}

async function expectToStandStill(counter: SharedArrayBuffer): Promise<void> {
  const before = new Int32Array(counter)[0];
  await sleep(50);
  expect(new Int32Array(counter)[0]).toBe(before);
}

describe('a thread that is called', () => {
  const threads: CallableThread<TestCalls, number>[] = [];
  function start(): CallableThread<TestCalls, number> {
    const thread = new CallableThread<TestCalls, number>(PROGRAM);
    threads.push(thread);
    return thread;
  }
  afterAll(async () => {
    await Promise.all(threads.map((thread) => thread.terminate()));
  });

  it('answers one call after the other, in their order, and keeps what it knows', async () => {
    const thread = start();
    const answers = await Promise.all([20, 0, 5].map((each) => thread.call('remember', each)));
    expect(answers).toEqual([[20], [20, 0], [20, 0, 5]]);
  });

  it('passes on progress in its order, to the call that it belongs to', async () => {
    const thread = start();
    const heard: number[][] = [[], []];
    await Promise.all(
      heard.map((own, index) => thread.call('count', 2 + index, { onProgress: (done) => own.push(done) })),
    );
    expect(heard).toEqual([
      [1, 2],
      [1, 2, 3],
    ]);
  });

  it('is tried with an error of every code', () => {
    expect(CLASSES.map((each) => new each('').code).sort()).toEqual(
      errors.ERROR_CODES.filter((code) => code !== 'INTERNAL').sort(),
    );
  });

  it.each(CLASSES.map((each) => [each.name, each] as const))(
    'keeps the class and the code of %s',
    async (name, each) => {
      const thrown: unknown = await start()
        .call('fail', name)
        .catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(each);
      expect(thrown).toMatchObject({ name, code: new each('').code, message: `${name} in a thread` });
    },
  );

  it('keeps name, text and stack of any other error, without a code, and answers the next call', async () => {
    const thread = start();
    const thrown: unknown = await thread.call('fail', 'TypeError').catch((error: unknown) => error);
    expect(thrown).not.toBeInstanceOf(TurnwiseError);
    expect(thrown).toMatchObject({ name: 'TypeError', message: 'not a number' });
    expect((thrown as Error).stack).toContain('test-thread.mjs');
    expect(await thread.call('remember', 1)).toEqual([1]);
  });

  it('fails a call whose result or input cannot be cloned, and answers the next', async () => {
    const thread = start();
    await expect(thread.call('leak', null)).rejects.toThrow('could not be cloned');
    await expect(thread.call('remember', (() => 1) as never)).rejects.toThrow('could not be cloned');
    expect(await thread.call('remember', 1)).toEqual([1]);
  });

  it.each([
    ['exit', 'the thread of the test ended with code 7'],
    ['crash', 'the thread of the test ended: out of nothing'],
  ] as const)('tells those who wait, and those who come later, that the thread has died: %s', async (call, message) => {
    const thread = start();
    const outcomes = await Promise.allSettled([thread.call(call, null), thread.call('remember', 1)]);
    for (const outcome of outcomes) {
      const reason: unknown = outcome.status === 'rejected' ? outcome.reason : null;
      expect(reason).toBeInstanceOf(UnavailableError);
      expect(String(reason)).toContain(message);
    }
    await expect(thread.call('remember', 1)).rejects.toThrow(UnavailableError);
  });

  it('is terminated in the middle of a call, which fails with the reason', async () => {
    const thread = start();
    const counter = new SharedArrayBuffer(4);
    const running = expect(thread.call('spin', counter)).rejects.toThrow(new CancelledError('enough'));
    await countOnceBegun(counter);
    await thread.terminate(new CancelledError('enough'));
    await running;
    await expectToStandStill(counter);
  });
});

describe('one call in a thread of its own', () => {
  const call = <Name extends keyof TestCalls>(name: Name, input: TestCalls[Name]['input'], signal: AbortSignal) =>
    callOnce<TestCalls, Name, number>(PROGRAM, { name, input, signal, onProgress: () => undefined });

  it('has a new thread each time', async () => {
    const { signal } = new AbortController();
    expect([await call('remember', 1, signal), await call('remember', 2, signal)]).toEqual([[1], [2]]);
  });

  it('ends when the signal aborts, with its reason', async () => {
    const counter = new SharedArrayBuffer(4);
    const abort = new AbortController();
    const running = expect(call('spin', counter, abort.signal)).rejects.toThrow(new CancelledError('enough'));
    await countOnceBegun(counter);
    abort.abort(new CancelledError('enough'));
    await running;
    await expectToStandStill(counter);
    await expect(call('remember', 1, abort.signal)).rejects.toThrow('enough');
  });

  it('fails with UnavailableError when the thread dies', async () => {
    await expect(call('exit', null, new AbortController().signal)).rejects.toThrow(UnavailableError);
  });
});
