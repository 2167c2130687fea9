import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { InvalidInputError, TurnwiseError, UnavailableError } from '../../errors';
import type { ProbeAnswer, ProbeOrder } from './probe-message';

/** The compiled program: a child process does not go through the loader that runs the sources in tests. */
const PROGRAM = __filename.endsWith('.ts')
  ? path.resolve(__dirname, '../../../dist/src/policy/onnx-model/probe-process.js')
  : path.join(__dirname, 'probe-process.js');

export type ProbeLimits = {
  /** Time limit of the child, in ms. */
  readonly deadlineMs: number;
  /** Memory limit of the child in bytes; enforced on Linux only. */
  readonly residentBytes: number;
  readonly signal?: AbortSignal;
};

/** Interval between checks of the child's memory, in ms. */
const LOOK_MS = 50;

/** Unit of the fields of /proc/PID/statm: the kernel's page size. */
const PAGE_BYTES = 4096;

/**
 * Loads and runs a model in a child process, so that a model or driver that hangs, exhausts memory or crashes affects
 * only the child.
 *
 * @throws InvalidInputError when the child exceeded its time or memory limit, or exited without a response
 * @throws UnavailableError when it cannot be started
 * @throws the signal's reason when it aborts
 */
export async function runProbe(order: ProbeOrder, limits: ProbeLimits): Promise<ProbeAnswer> {
  limits.signal?.throwIfAborted();
  const child = fork(PROGRAM, [], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    env: harmlessVariables(process.env),
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.once('error', () => {
      resolve();
    });
  });
  try {
    return await hear(child, order, limits);
  } finally {
    child.kill('SIGKILL');
    if (child.pid !== undefined) await ended;
  }
}

/** Environment variables for finding programs, libraries and drivers; no database address, key or setting of ours. */
const HARMLESS = /^(PATH|HOME|TMPDIR|LANG|LC_\w+|SystemRoot|LD_LIBRARY_PATH|XDG_\w+|VK_\w+|CUDA_\w+|NVIDIA_\w+)$/;

function harmlessVariables(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => HARMLESS.test(name)));
}

function hear(child: ChildProcess, order: ProbeOrder, limits: ProbeLimits): Promise<ProbeAnswer> {
  const { deadlineMs, residentBytes, signal } = limits;
  return new Promise<ProbeAnswer>((resolve, reject) => {
    const timers = {
      deadline: setTimeout(() => {
        fail(new InvalidInputError(`it took longer than ${deadlineMs} ms to load and run`));
      }, deadlineMs),
      memory: setInterval(() => {
        const resident = residentBytesOf(child.pid);
        if (resident > residentBytes) {
          fail(new InvalidInputError(`loading and running it took more than ${residentBytes} bytes of memory`));
        }
      }, LOOK_MS),
    };
    const abort = (): void => {
      fail(signal!.reason as Error);
    };
    const settle = (): void => {
      clearTimeout(timers.deadline);
      clearInterval(timers.memory);
      signal?.removeEventListener('abort', abort);
    };
    const fail = (error: Error): void => {
      settle();
      reject(error);
    };
    signal?.addEventListener('abort', abort);
    child.once('error', (error) => {
      fail(
        error instanceof TurnwiseError ? error : new UnavailableError('no process could be started', { cause: error }),
      );
    });
    child.once('exit', (code, by) => {
      fail(new InvalidInputError(`it ended the process that ran it (${by ?? `code ${String(code)}`})`));
    });
    child.once('message', (answer: ProbeAnswer) => {
      settle();
      resolve(answer);
    });
    child.send(order);
  });
}

/** 0 where the system does not report it. */
function residentBytesOf(pid: number | undefined): number {
  try {
    const resident = readFileSync(`/proc/${pid ?? 0}/statm`, 'utf8').split(' ')[1];
    return Number(resident ?? 0) * PAGE_BYTES;
  } catch {
    return 0;
  }
}
