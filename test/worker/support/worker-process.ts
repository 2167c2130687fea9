import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type { WorkerOptions } from '../../../worker/start-worker';

/** What a worker process says about an attempt that ended. */
type LogLine = { readonly msg: string; readonly outcome?: string };

/** A worker in a process of its own; only this one, by its own handle, is ever signalled. */
export class WorkerProcess {
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  private readonly lines: LogLine[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly child: ChildProcess;

  /** @param gateFile the handler waits until this file exists */
  constructor(options: Omit<WorkerOptions, 'logger'>, gateFile: string) {
    const env = { ...process.env, WORKER_SETTINGS: JSON.stringify({ options, gateFile }) };
    const stdio: ('ignore' | 'pipe')[] = ['ignore', 'ignore', 'pipe'];
    this.child = spawn(process.execPath, [path.join(__dirname, 'worker-process.mjs')], { env, stdio });
    this.exited = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => {
        resolve({ code, signal });
      });
    });
    this.hear();
  }

  signal(signal: NodeJS.Signals): void {
    if (!this.child.kill(signal)) throw new Error(`the worker process could not be sent ${signal}`);
  }

  /** Resolves with the first line that says `msg`. */
  async line(msg: string): Promise<LogLine> {
    for (;;) {
      const found = this.lines.find((line) => line.msg === msg);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** Ends it, whatever it does. */
  async end(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.exited;
  }

  private hear(): void {
    let rest = '';
    this.child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.lines.push(readLine(line));
      for (const wake of this.waiting.splice(0)) wake();
    });
  }
}

/** What is not a log line (a crash) is kept as its own text. */
function readLine(line: string): LogLine {
  return line.startsWith('{') ? (JSON.parse(line) as LogLine) : { msg: line };
}
