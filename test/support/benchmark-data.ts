import { existsSync } from 'node:fs';

/**
 * A `describe` for tests that read the recorded files of tau-bench and tau2-bench, which are not part of this repository.
 * They lie in the folder that the environment variable TURNWISE_BENCHMARK_DATA names. Without the variable the block is
 * reported as one skipped test and is not entered, so nothing in it can read a file that is not there.
 *
 * @param define defines the tests; gets the folder
 * @throws Error when the variable names a folder that does not exist, so that a typing mistake does not pass for a skip
 */
export function describeWithBenchmarkData(name: string, define: (folder: string) => void): void {
  const folder = process.env.TURNWISE_BENCHMARK_DATA ?? '';
  if (folder === '') {
    it.skip(`${name}: needs TURNWISE_BENCHMARK_DATA`, () => undefined);
  } else if (existsSync(folder)) {
    describe(name, () => {
      define(folder);
    });
  } else throw new Error(`TURNWISE_BENCHMARK_DATA names the folder ${folder}, which does not exist`);
}
