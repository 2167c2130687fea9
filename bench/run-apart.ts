import { fork } from 'node:child_process';
import type { BenchRow } from './bench-row';

/** Argument that makes the program run one benchmark. */
export const APART = '--apart';

/**
 * Runs one benchmark in its own process: some measure the memory of the whole process, so earlier work would count.
 * Ctrl-C and SIGTERM are forwarded, so that the benchmark can stop what it started.
 *
 * @param program compiled file that calls `sendRows` when given APART and the name
 */
export function runApart(program: string, name: string): Promise<BenchRow[]> {
  const child = fork(program, [APART, name], { detached: true });
  const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', passOn).on('SIGTERM', passOn);
  return new Promise<BenchRow[]>((resolve, reject) => {
    let rows: BenchRow[] | null = null;
    child.once('message', (message) => {
      rows = message as BenchRow[];
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (rows !== null && code === 0) resolve(rows);
      else reject(new Error(`${name} exited ${signal === null ? `with code ${code}` : `by ${signal}`}`));
    });
  }).finally(() => {
    process.off('SIGINT', passOn).off('SIGTERM', passOn);
  });
}

/** Sends the rows to the parent process. */
export function sendRows(rows: readonly BenchRow[]): void {
  process.send?.(rows);
  process.disconnect();
}
