import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { serveCalls } = require('../../../dist/src/threads/serve-calls.js');
const errors = require('../../../dist/src/errors.js');

const order = [];

serveCalls({
  remember: async (milliseconds) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    order.push(milliseconds);
    return [...order];
  },
  count: (to, onProgress) => {
    for (let done = 1; done <= to; done += 1) onProgress(done);
    return to;
  },
  fail: (name) => {
    throw name === 'TypeError' ? new TypeError('not a number') : new errors[name](`${name} in a thread`);
  },
  leak: () => () => 'functions cannot be cloned',
  exit: () => process.exit(7),
  crash: () => {
    setTimeout(() => {
      throw new Error('out of nothing');
    });
    return new Promise(() => undefined);
  },
  spin: (counter) => {
    for (;;) Atomics.add(new Int32Array(counter), 0, 1);
  },
});
