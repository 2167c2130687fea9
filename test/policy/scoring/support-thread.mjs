import { createRequire } from 'node:module';

const { serveCalls } = createRequire(import.meta.url)('../../../dist/src/policy/scoring/serve-calls.js');

const order = [];

serveCalls({
  remember: async (milliseconds) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    order.push(milliseconds);
    return [...order];
  },
  fail: () => {
    throw new TypeError('not a number');
  },
  exit: () => process.exit(7),
  crash: () => {
    setTimeout(() => {
      throw new Error('out of nothing');
    });
    return new Promise(() => undefined);
  },
});
