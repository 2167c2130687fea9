import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { identifyProcess, type ProcessIdentity } from '../../../../src/persistence/embedded/process-identity';

const MAIN = path.join(__dirname, '..', '..', '..', '..', 'dist', 'src', 'cli', 'main.js');

/** The two children of `serve`. */
export type ChildName = 'api' | 'worker';

export type End = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** A line of the log of API or worker. */
type LogLine = { readonly name: ChildName; readonly pid: number; readonly msg: string };

/** What API and worker log when they are ready. */
const READY: Readonly<Record<ChildName, string>> = { api: 'API is listening', worker: 'worker is ready' };

/**
 * One `turnwise serve` of the compiled program, in a process group of its own like a command in a terminal. What runs on
 * its behalf is learnt from what it prints.
 */
export class ServeProcess {
  readonly ended: Promise<End>;
  /** Every API and worker that said so much as a line, oldest first. */
  readonly children: ProcessIdentity[] = [];
  readonly identity: ProcessIdentity;
  private readonly ready: LogLine[] = [];
  private readonly child: ChildProcess;
  private text = '';

  constructor(environment: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, [MAIN, 'serve'], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const { pid } = this.child;
    if (pid === undefined) throw new Error(`${MAIN} cannot be run`);
    this.identity = identifyProcess(pid) ?? { pid, startedAt: '' };
    this.ended = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => {
        resolve({ code, signal });
      });
    });
    for (const stream of [this.child.stdout!, this.child.stderr!]) this.hear(stream);
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Everything printed so far. */
  get output(): string {
    return this.text;
  }

  /** The address that it printed; null before it is ready. */
  get url(): string | null {
    return /Turnwise is ready at (http:\/\/[^ ]+)\. /.exec(this.text)?.[1] ?? null;
  }

  /** The newest API or worker that became ready; null before one did. */
  newest(name: ChildName): number | null {
    return this.ready.filter((line) => line.name === name).at(-1)?.pid ?? null;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** As the terminal does it: to the whole process group. */
  pressCtrlC(): void {
    process.kill(-this.identity.pid, 'SIGINT');
  }

  private hear(stream: NodeJS.ReadableStream): void {
    let rest = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      this.text += chunk;
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('{')) this.note(JSON.parse(line) as LogLine);
    });
  }

  private note(line: LogLine): void {
    if (line.msg === READY[line.name]) this.ready.push(line);
    if (this.children.some(({ pid }) => pid === line.pid)) return;
    const identity = identifyProcess(line.pid);
    if (identity !== undefined) this.children.push(identity);
  }
}
