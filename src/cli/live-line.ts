/** Without a terminal, text that changes is written so often at most, milliseconds. */
const PLAIN_INTERVAL_MS = 5000;

/** One line that changes while something runs: in place in a terminal, now and then a line of its own in a file. */
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

  /** Takes the line away, for what stays to be printed in its place. */
  clear(): void {
    if (this.shown !== '') this.output.write('\r\u001b[2K');
    this.shown = '';
  }
}
