/** Lets pieces of work run one after the other, in the order in which they came. */
export class TakeTurns {
  private last: Promise<unknown> = Promise.resolve();

  /** @throws what the work throws; the next one runs all the same */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.last.then(work, work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
