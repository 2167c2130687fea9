/** A compute thread with tasks of the tests, served by the compiled code of the product. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { serveCalls } = require('../../../dist/src/threads/serve-calls.js');
const { InvalidInputError } = require('../../../dist/src/errors.js');

serveCalls({
  calibrateRound: ({ task, array }, onProgress) => {
    if (task === 'sum') {
      onProgress({ phase: 'sum', done: 1, total: 2 });
      return array.reduce((sum, value) => sum + value, 0);
    }
    if (task === 'refuse') throw new InvalidInputError('there are 1 rollouts; calibration needs at least 2');
    if (task === 'crash') throw new TypeError('undefined is not a function');
    if (task === 'exit') process.exit(7);
    for (;;) Atomics.add(new Int32Array(array), 0, 1);
  },
});
