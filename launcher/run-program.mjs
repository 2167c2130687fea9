import { spawn } from 'node:child_process';
import os from 'node:os';
import { performance } from 'node:perf_hooks';
import { clearInterval, setInterval } from 'node:timers';
import { ROOT, isCalledByNpm } from './project.mjs';

/** One Ctrl-C arrives twice within milliseconds: from the terminal and from npm. */
const SAME_SIGNAL_MS = 300;
const PARENT_CHECK_MS = 500;

/**
 * Runs a Node script with inherited standard input and output, and forwards signals once.
 *
 * The script gets its own session, so that a signal to the whole process group reaches it only through this process. It
 * also gets a pipe that tells it when this process dies, so that it never outlives it.
 *
 * @param {string[]} words the script and its arguments
 * @param {{cwd: string, environment: Record<string, string>}} options
 * @returns {Promise<number>} its exit code; 128 + signal number if a signal ended it
 */
export function runInForeground(words, { cwd, environment }) {
  const guard = new URL('./end-with-launcher.mjs', import.meta.url).href;
  const child = spawn(process.execPath, ['--import', guard, ...words], {
    cwd,
    env: { ...process.env, ...environment, TURNWISE_LAUNCHER_PIPE: '3' },
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    detached: process.platform !== 'win32', // on Windows it would open a window, and Ctrl-C needs no forwarding
  });
  const stopForwarding = process.platform === 'win32' ? ignoreCtrlC() : forwardSignals(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + os.constants.signals[signal]));
  }).finally(stopForwarding);
}

/**
 * Runs a script and captures its output.
 *
 * @returns {Promise<void>}
 * @throws Error with the output if it fails
 */
export async function runQuietly(what, words) {
  const child = spawn(process.execPath, words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const endChild = () => child.kill('SIGKILL');
  process.once('exit', endChild); // npm ci survives SIGTERM; an interrupted installation is redone
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const outcome = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal));
  }).finally(() => process.off('exit', endChild));
  if (outcome === 0) return;
  throw new Error(`${what} failed (${outcome}):\n${output.trimEnd()}`);
}

function forwardSignals(child) {
  const lastAt = new Map();
  const forward = (signal) => {
    const isRepeat = performance.now() - (lastAt.get(signal) ?? -Infinity) < SAME_SIGNAL_MS;
    lastAt.set(signal, performance.now());
    if (!isRepeat) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];
  for (const signal of signals) process.on(signal, forward);
  const stopWatching = watchParent(() => forward('SIGTERM'));
  return () => {
    stopWatching();
    for (const signal of signals) process.off(signal, forward);
  };
}

/** Detects that npm was killed before it could forward a signal. Without npm, the parent may exit at any time. */
function watchParent(onOrphaned) {
  if (!isCalledByNpm()) return () => undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onOrphaned();
  }, PARENT_CHECK_MS);
  return () => clearInterval(timer);
}

function ignoreCtrlC() {
  const wait = () => undefined;
  process.on('SIGINT', wait);
  return () => process.off('SIGINT', wait);
}
