import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Source of lines and destination of text: a terminal or a pipe. */
export type TerminalStreams = {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
};

/**
 * Line-by-line input and output with a person. Lines that arrive early are buffered, so a whole conversation can be
 * piped in. Lines read from a pipe are echoed, because nobody saw them typed.
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

  /** The next non-blank line, trimmed; null if the input ended or the signal aborted. */
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

  /** Restores the terminal. */
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
