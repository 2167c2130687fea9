/** Min interval between lines when the output is not a terminal, ms. */
const PLAIN_INTERVAL_MS = 5000;

/** A line that shows changing status: updated in place in a terminal, printed now and then in a file. */
export class LiveLine {
  private shown = '';
  private lastMs = -Infinity;

  constructor(private readonly output: NodeJS.WriteStream) {}

  show(text: string): void {
    if (this.output.isTTY) {
      const columns = this.output.columns || text.length;
      this.output.write(`\r\u001b[2K${text.slice(0, columns - 1)}`);
      this.shown = text;
      return;
    }
    const nowMs = performance.now();
    if (nowMs - this.lastMs < PLAIN_INTERVAL_MS) return;
    this.lastMs = nowMs;
    this.output.write(`${text}\n`);
  }

  /** Clears the line, so that permanent output can take its place. */
  clear(): void {
    if (this.shown !== '') this.output.write('\r\u001b[2K');
    this.shown = '';
  }
}
