import { parentPort, workerData } from 'node:worker_threads';
import { TurnwiseError } from '../errors';
import type { ComputeProgress } from './compute-tasks';
import type { ComputeMessage, ComputeRequest, ErrorText } from './compute-message';

/** A computation: synchronous, because the thread has nothing else to do. */
export type ComputeTask = (input: never, onProgress: (progress: ComputeProgress) => void) => unknown;

const PROGRESS_INTERVAL_MS = 100;

/** Does the one thing that this thread was started for, and says how far it is and what came out. */
export function serveComputeRequest(tasks: Readonly<Record<string, ComputeTask>>): void {
  const { name, input } = workerData as ComputeRequest;
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  try {
    if (task === undefined) throw new Error(`no compute task ${name}`);
    say({ kind: 'result', output: task(input as never, progressTeller()) });
  } catch (error) {
    say({ kind: 'error', error: textOf(error) });
  }
}

/** Tells each phase, and within a phase at most ten times a second, however often it is called. */
function progressTeller(): (progress: ComputeProgress) => void {
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let toldPhase: string | null = null;
  return (progress) => {
    const nowMs = performance.now();
    if (progress.phase === toldPhase && nowMs - toldAtMs < PROGRESS_INTERVAL_MS) return;
    toldAtMs = nowMs;
    toldPhase = progress.phase;
    say({ kind: 'progress', progress });
  };
}

function say(message: ComputeMessage): void {
  parentPort?.postMessage(message);
}

function textOf(error: unknown): ErrorText {
  if (!(error instanceof Error)) return { code: null, message: String(error), stack: null };
  const code = error instanceof TurnwiseError ? error.code : null;
  return { code, message: error.message, stack: error.stack ?? null };
}
