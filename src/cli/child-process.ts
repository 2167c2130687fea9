import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { UnavailableError } from '../errors';

/** Message from a child to its parent when it is ready. */
export type ReadyMessage = { readonly ready: true; readonly url: string | null };

/** Tells the parent, if connected, that this process is ready. */
export function announceReady(url: string | null): void {
  if (process.connected) process.send?.({ ready: true, url } satisfies ReadyMessage);
}

/** Resolves when the connected parent has exited, even by kill -9; never resolves without a connected parent. */
export function untilParentIsGone(): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) return;
    process.once('disconnect', () => {
      resolve();
    });
    // Waiting for the parent must not keep this process alive.
    process.channel?.unref();
    if (!process.connected) resolve();
  });
}

/** Time allowed for a child to exit after SIGTERM before it is killed. */
const STOP_LIMIT_MS = 20_000;
/** Pause before a child that exited by itself is restarted. */
const RESTART_MS = 1_000;

export type ChildOptions = {
  /** Command of this program: `api` or `worker`. */
  readonly command: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Called with a line for the operator if the child exits unexpectedly. */
  readonly onLoss: (text: string) => void;
};

/**
 * A supervised child process: restarted if it dies, left stopped after `stop`. It has its own process group, so Ctrl-C
 * reaches only the parent, which then stops its children in order. If the parent is killed, the child exits by itself
 * (`untilParentIsGone`).
 */
export class KeptChild {
  private child: ChildProcess | null = null;
  private isStopping = false;
  private timer: NodeJS.Timeout | null = null;
  private url: string | null = null;

  constructor(private readonly options: ChildOptions) {}

  /**
   * @returns the address that the child announced, or null if it has none
   * @throws UnavailableError if it exits before it is ready
   */
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
      // The program could not be started (no memory, too many processes); no `exit` event follows.
      if (!isReady) onEarlyEnd(new UnavailableError(`${this.options.command} could not be started: ${error.message}`));
    });
    child.once('exit', (code, signal) => {
      const how = signal === null ? `with code ${code}` : `by ${signal}`;
      if (this.isStopping) return;
      if (!isReady) {
        onEarlyEnd(new UnavailableError(`${this.options.command} exited ${how} before it was ready`));
        return;
      }
      this.options.onLoss(`${this.options.command} exited ${how}; restarting it`);
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

/** A restarted child listens on its previous port, even if the system chose that port. */
function portOf(url: string | null): { readonly TURNWISE_PORT?: string } {
  return url === null ? {} : { TURNWISE_PORT: new URL(url).port || '80' };
}

function isReadyMessage(message: unknown): message is ReadyMessage {
  return typeof message === 'object' && message !== null && (message as { ready?: unknown }).ready === true;
}
