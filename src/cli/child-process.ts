import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { UnavailableError } from '../errors';

/** What a child says to its parent once it is ready to work. */
export type ReadyMessage = { readonly ready: true; readonly url: string | null };

/** Tells the parent, if there is one that listens, that this process is ready. */
export function announceReady(url: string | null): void {
  if (process.connected) process.send?.({ ready: true, url } satisfies ReadyMessage);
}

/** Resolves when the parent that listens has ended, by kill -9 too; never when there is no such parent. */
export function untilParentIsGone(): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) return;
    process.once('disconnect', () => {
      resolve();
    });
    // To wait for the parent is no reason to stay.
    process.channel?.unref();
    if (!process.connected) resolve();
  });
}

/** How long a child may take to end after SIGTERM before it is killed. */
const STOP_LIMIT_MS = 20_000;
/** Pause before a child that ended by itself is started again. */
const RESTART_MS = 1_000;

export type ChildOptions = {
  /** Command of this program: `api` or `worker`. */
  readonly command: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Called with a line for the operator when the child ends without being asked. */
  readonly onLoss: (text: string) => void;
};

/**
 * A child that is kept running: one that dies is started again, one that is stopped stays so. It has a process group of
 * its own, so that Ctrl-C reaches the parent alone, which then ends its children in order. One whose parent was killed
 * ends by itself (`untilParentIsGone`).
 */
export class KeptChild {
  private child: ChildProcess | null = null;
  private isStopping = false;
  private timer: NodeJS.Timeout | null = null;
  private url: string | null = null;

  constructor(private readonly options: ChildOptions) {}

  /** @returns the address that the child announced, null when it has none
   *  @throws UnavailableError when it ends before it is ready */
  async start(): Promise<string | null> {
    return new Promise((resolve, reject) => {
      this.spawn(resolve, reject);
    });
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.timer !== null) clearTimeout(this.timer);
    const child = this.child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) =>
      child.once('exit', () => {
        resolve();
      }),
    );
    child.kill('SIGTERM');
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(limit);
  }

  private spawn(onReady: (url: string | null) => void, onEarlyEnd: (error: Error) => void): void {
    const child = spawn(process.execPath, [join(__dirname, 'main.js'), this.options.command], {
      env: { ...process.env, ...this.options.environment, ...portOf(this.url) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
    });
    this.child = child;
    let isReady = false;
    child.on('message', (message) => {
      if (isReadyMessage(message)) {
        isReady = true;
        this.url = message.url;
        onReady(message.url);
      }
    });
    child.once('error', (error) => {
      // The program could not be started (no memory, too many processes); no `exit` follows.
      if (!isReady) onEarlyEnd(new UnavailableError(`${this.options.command} cannot be started: ${error.message}`));
    });
    child.once('exit', (code, signal) => {
      const how = signal === null ? `with code ${code}` : `by ${signal}`;
      if (this.isStopping) return;
      if (!isReady) {
        onEarlyEnd(new UnavailableError(`${this.options.command} ended ${how} before it was ready`));
        return;
      }
      this.options.onLoss(`${this.options.command} ended ${how}; it is started again`);
      this.timer = setTimeout(() => {
        this.restart();
      }, RESTART_MS);
    });
  }

  private restart(): void {
    this.spawn(
      () => undefined,
      (error) => {
        this.options.onLoss(`${error.message}; trying again`);
        this.timer = setTimeout(() => {
          this.restart();
        }, RESTART_MS);
      },
    );
  }
}

/** One that is started again listens where it did before, also when the system had chosen the port. */
function portOf(url: string | null): { readonly TURNWISE_PORT?: string } {
  return url === null ? {} : { TURNWISE_PORT: new URL(url).port || '80' };
}

function isReadyMessage(message: unknown): message is ReadyMessage {
  return typeof message === 'object' && message !== null && (message as { ready?: unknown }).ready === true;
}
