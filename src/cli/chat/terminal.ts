import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** What lines are read from and text is shown on: a terminal, or a pipe. */
export type TerminalStreams = {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
};

/**
 * A conversation with a person, line by line. Lines that come before they are asked for are kept, so that a whole
 * conversation can be piped in; of a pipe, what was read is shown too, because nobody saw it being typed.
 */
export class Terminal {
  private readonly reader: Interface;
  private readonly isInteractive: boolean;
  private readonly lines: string[] = [];
  private isAtEnd = false;
  private wake: (() => void) | null = null;

  /** @param onInterrupt called when the person presses Ctrl-C */
  constructor(
    private readonly streams: TerminalStreams,
    onInterrupt: () => void,
  ) {
    const { input, output } = streams;
    this.isInteractive = input.isTTY === true;
    this.reader = createInterface({ input, output, terminal: this.isInteractive, prompt: '> ' });
    this.reader.on('line', (line) => {
      this.lines.push(line);
      this.wake?.();
    });
    this.reader.once('close', () => {
      this.isAtEnd = true;
      this.wake?.();
    });
    this.reader.on('SIGINT', onInterrupt);
  }

  print(text: string): void {
    this.streams.output.write(`${text}\n`);
  }

  /** The next line that is not blank, without spaces around it; null when no more come or the signal aborts. */
  async nextLine(signal: AbortSignal): Promise<string | null> {
    for (;;) {
      if (this.lines.length === 0 && this.isInteractive) this.reader.prompt();
      await this.untilThereIsSomething(signal);
      if (signal.aborted) return null;
      const line = this.lines.shift();
      if (line === undefined) return null;
      const text = line.trim();
      if (text === '') continue;
      if (!this.isInteractive) this.print(`> ${text}`);
      return text;
    }
  }

  /** Gives the terminal back as it was. */
  close(): void {
    this.reader.close();
  }

  private async untilThereIsSomething(signal: AbortSignal): Promise<void> {
    if (this.lines.length > 0 || this.isAtEnd || signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
    });
    this.wake = null;
  }
}
