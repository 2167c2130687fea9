import { fork } from 'node:child_process';
import type { BenchRow } from './bench-row';

/** Argument with which a program is started again to run one benchmark. */
export const APART = '--apart';

/**
 * Runs one benchmark in a process of its own: some measure the memory of their whole process, and what ran before would
 * count. Ctrl-C and SIGTERM are passed on, so that the benchmark can end what it started.
 *
 * @param program compiled file that, given APART and the name, calls `sendRows`
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
      else reject(new Error(`${name} ended ${signal === null ? `with code ${code}` : `by ${signal}`}`));
    });
  }).finally(() => {
    process.off('SIGINT', passOn).off('SIGTERM', passOn);
  });
}

/** Hands the rows to the process that started this one. */
export function sendRows(rows: readonly BenchRow[]): void {
  process.send?.(rows);
  process.disconnect();
}
