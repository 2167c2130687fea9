import { Presets, SingleBar } from 'cli-progress';
import { UnavailableError } from '../errors';
import type { ApiClient } from './api-client';

type ProgressEvent = {
  readonly jobProgress: {
    readonly state: string;
    readonly phase: string | null;
    readonly done: number;
    readonly total: number | null;
    readonly errorMessage: string | null;
  };
};

const SUBSCRIPTION = `subscription ($id: ID!, $since: Int) {
  jobProgress(id: $id, since: $since) { seq state phase done total errorMessage }
}`;

/** Phases that take less than this are not drawn in a log file; a terminal shows them all. */
const IS_TERMINAL = process.stderr.isTTY;

/**
 * Watches a job through the subscription, a bar for each phase, until it is final.
 *
 * @throws UnavailableError with the job's own text when it does not succeed, or when the stream ends before the job
 */
export async function followJob(client: ApiClient, jobRunId: string): Promise<void> {
  let phase: string | null = null;
  let bar: SingleBar | null = null;
  let total = 1;
  for await (const { jobProgress: event } of client.subscribe<ProgressEvent>(SUBSCRIPTION, {
    id: jobRunId,
    since: 0,
  })) {
    if (event.phase !== null && event.phase !== phase) {
      finishBar(bar, total);
      phase = event.phase;
      total = event.total ?? 1;
      bar = startBar(phase, total);
    }
    if (event.total !== null) {
      total = event.total;
      bar?.setTotal(total);
    }
    bar?.update(event.done);
    if (event.state === 'SUCCEEDED') {
      finishBar(bar, total);
      return;
    }
    if (event.state === 'FAILED' || event.state === 'CANCELLED') {
      bar?.stop();
      throw new UnavailableError(`the job ended ${event.state}: ${event.errorMessage ?? 'no reason was given'}`);
    }
  }
  bar?.stop();
  throw new UnavailableError(`the stream of job ${jobRunId} ended before the job`);
}

function startBar(phase: string, total: number): SingleBar {
  const bar = new SingleBar(
    {
      format: `  ${phase.padEnd(34)} {bar} {percentage}%  {value}/{total}`,
      hideCursor: true,
      noTTYOutput: !IS_TERMINAL,
      notTTYSchedule: 60_000,
      barsize: 24,
      clearOnComplete: false,
      linewrap: false,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return bar;
}

function finishBar(bar: SingleBar | null, total: number): void {
  if (bar === null) return;
  bar.update(total);
  bar.stop();
}
