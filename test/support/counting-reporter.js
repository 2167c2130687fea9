/**
 * Prints the closing line that continuous integration reads: `12 passed, 0 failed, 3 skipped`, alone and last. A file
 * that could not be run counts as one failed test, since nobody knows how many it holds.
 */
module.exports = class CountingReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + (results.wasInterrupted ? 1 : 0);
    const skipped = results.numPendingTests + results.numTodoTests;
    const counts = [`${results.numPassedTests} passed`, `${failed} failed`];
    if (skipped > 0) counts.push(`${skipped} skipped`);
    // After whatever the default reporter still writes to standard error, and synchronously before a forced exit.
    process.once('exit', () => process.stdout.write(`${counts.join(', ')}\n`));
  }
};
