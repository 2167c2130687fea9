import { CancelledError } from '../../errors';
import { wrapText } from '../report/wrap-text';

/** A stage of the demo: its name, and what the reader is about to see. */
export type DemoStage = { readonly name: string; readonly title: string; readonly why: string };

/** Runs the stages of the demo in order; prints a heading for each, and its name if it fails. */
export class DemoStages {
  private readonly seconds: Record<string, number> = {};

  /** @param print shows text to the reader @param total number of stages */
  constructor(
    private readonly print: (text: string) => void,
    private readonly total: number,
  ) {}

  /** Wall time of each finished stage in seconds, by name. */
  get secondsByStage(): Readonly<Record<string, number>> {
    return this.seconds;
  }

  /** @throws what the work throws, after printing a line that names the stage */
  async run<Result>({ name, title, why }: DemoStage, work: () => Promise<Result>): Promise<Result> {
    const number = Object.keys(this.seconds).length + 1;
    this.print(`\n== ${number} of ${this.total}: ${title} ==\n${wrapText(why)}\n`);
    const startMs = performance.now();
    try {
      const result = await work();
      this.seconds[name] = Math.round(performance.now() - startMs) / 1000;
      return result;
    } catch (error) {
      if (!(error instanceof CancelledError)) this.print(`\nStage ${number}, ${name}, failed:`);
      throw error;
    }
  }
}
