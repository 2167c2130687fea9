/** Runs pieces of work one after the other, in order of arrival. */
export class TakeTurns {
  private last: Promise<unknown> = Promise.resolve();

  /** @throws what the work throws; the next piece runs regardless */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.last.then(work, work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
