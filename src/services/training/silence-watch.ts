import { NotFoundError, UnavailableError } from '../../errors';
import type { Logger } from '../../logging';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { type DueTrainingRun, TrainingWatchReader } from '../../persistence/training-watch-reader';
import { checkTrainer } from './trainer-silence';

/** How often each process looks for EXTERNAL runs whose heartbeat is due. */
export const SILENCE_CHECK_MS = 1_000;

/** Runs of one look; the others wait for the next. */
const RUNS_PER_CHECK = 100;

export type SilenceWatchOptions = {
  readonly database: TenantDatabase;
  readonly logger: Logger;
  /** Default: SILENCE_CHECK_MS. */
  readonly checkMs?: number;
};

/** Notices when the trainer of an EXTERNAL run falls silent. It may run in any number of processes. */
export class SilenceWatch {
  private readonly reader: TrainingWatchReader;
  private timer: NodeJS.Timeout | null = null;
  private checking: Promise<void> = Promise.resolve();
  private isClosed = false;

  constructor(private readonly options: SilenceWatchOptions) {
    this.reader = new TrainingWatchReader(options.database);
  }

  start(): void {
    this.checkLater();
  }

  /** Resolves when the check in hand is done. */
  async close(): Promise<void> {
    this.isClosed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.checking;
  }

  private checkLater(): void {
    if (this.isClosed) return;
    this.timer = setTimeout(() => {
      this.checking = this.check().finally(() => {
        this.checkLater();
      });
    }, this.options.checkMs ?? SILENCE_CHECK_MS);
    this.timer.unref();
  }

  private async check(): Promise<void> {
    const due = await this.attempt(() => this.reader.readDue(RUNS_PER_CHECK));
    for (const run of due ?? []) {
      if (this.isClosed) return;
      await this.attempt(() => this.checkRun(run));
    }
  }

  /** A run that was removed from the database by hand would otherwise stay due for ever. */
  private async checkRun(run: DueTrainingRun): Promise<void> {
    try {
      await checkTrainer(this.options.database, run);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      await this.reader.forget(run);
    }
  }

  /** Null after an error, which is logged: what is due stays due, and the next check tries again. */
  private async attempt<Result>(work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UnavailableError)) {
        this.options.logger.warn({ err: error }, 'the check for silent trainers failed; trying again');
      }
      return null;
    }
  }
}
