import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(__dirname, '..', '..', 'dist', 'src', 'cli', 'main.js');

export type CliResult = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** A running command of the compiled program. */
export type CliProcess = { readonly child: ChildProcess; readonly ended: Promise<CliResult>; output: () => string };

/**
 * Starts a command with nothing of this process's settings but the PATH.
 *
 * @param withInput leaves its standard input open, for the test to write to
 */
export function startCli(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  { withInput = false }: { readonly withInput?: boolean } = {},
): CliProcess {
  const child = spawn(process.execPath, [MAIN, ...words], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: [withInput ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<CliResult>((resolve) => {
    child.once('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
  return { child, ended, output: () => stdout };
}

/** Runs a command to its end. */
export function runCli(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  return startCli(words, environment).ended;
}
