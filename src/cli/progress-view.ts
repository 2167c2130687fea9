import { Presets, SingleBar } from 'cli-progress';

/** Shows progress. */
export type ProgressView = {
  /** A new phase, or a step in the current one; `total` is null while unknown. */
  show(phase: string, done: number, total: number | null): void;
  /** Ends the current phase, as complete or as it is. */
  end(isComplete: boolean): void;
};

/** Shows nothing. */
export const NO_PROGRESS_VIEW: ProgressView = { show: () => undefined, end: () => undefined };

/** Progress bars on standard error, one per phase: updated in place in a terminal, start and end only in a file. */
export class ProgressBars implements ProgressView {
  private bar: SingleBar | null = null;
  private phase: string | null = null;
  private total = 1;

  show(phase: string, done: number, total: number | null): void {
    if (phase !== this.phase) {
      this.end(true);
      this.phase = phase;
      this.total = total ?? 1;
      this.bar = startBar(phase, this.total);
    }
    if (total !== null) {
      this.total = total;
      this.bar?.setTotal(total);
    }
    this.bar?.update(done);
  }

  end(isComplete: boolean): void {
    if (isComplete) this.bar?.update(this.total);
    this.bar?.stop();
    this.bar = null;
  }
}

function startBar(phase: string, total: number): SingleBar {
  const bar = new SingleBar(
    {
      format: `  ${phase.padEnd(34)} {bar} {percentage}%  {value}/{total}`,
      hideCursor: true,
      noTTYOutput: !process.stderr.isTTY,
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
