import path from 'node:path';
import { UnavailableError } from '../../../src/errors';
import { CallableThread } from '../../../src/policy/scoring/thread-calls';

type TestCalls = {
  readonly remember: { readonly input: number; readonly output: number[] };
  readonly fail: { readonly input: null; readonly output: null };
  readonly exit: { readonly input: null; readonly output: null };
  readonly crash: { readonly input: null; readonly output: null };
};

describe('a thread that is called', () => {
  const threads: CallableThread<TestCalls>[] = [];
  function start(): CallableThread<TestCalls> {
    const thread = new CallableThread<TestCalls>(path.join(__dirname, 'support-thread.mjs'), 'the thread of the test');
    threads.push(thread);
    return thread;
  }
  afterAll(async () => {
    await Promise.all(threads.map((thread) => thread.close()));
  });

  it('answers one call after the other, in their order', async () => {
    const thread = start();
    const answers = await Promise.all([20, 0, 5].map((each) => thread.call('remember', each)));
    expect(answers).toEqual([[20], [20, 0], [20, 0, 5]]);
  });

  it('passes on what a call throws, and answers the next', async () => {
    const thread = start();
    await expect(thread.call('fail', null)).rejects.toThrow('not a number');
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
});
