import type { WebSocket } from 'ws';
import { UnavailableError } from '../../errors';
import type { TenantDirectory } from '../../persistence/tenant-directory';

/** Number of revoked keys that are remembered, so that a socket that was being opened at the time is refused. */
const REMEMBERED_KEYS = 10_000;

export type KeySocketsOptions = {
  readonly directory: Pick<TenantDirectory, 'findRevokedKeys'>;
  /** Closes the socket of a revoked key. */
  readonly end: (socket: WebSocket) => void;
  /** Receives errors of the check of keys, except that the database is unavailable. */
  readonly onError: (error: unknown) => void;
  /** Interval at which the keys of all open sockets are checked, in case a notification was lost. */
  readonly checkMs: number;
};

/**
 * The open sockets of this process by key. It handles the notifications of revoked keys itself, and closes the sockets
 * of a key as soon as its revocation commits in any process.
 */
export class KeySockets {
  private readonly sockets = new Map<string, Set<WebSocket>>();
  /** Oldest first. */
  private readonly revoked = new Set<string>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly options: KeySocketsOptions) {
    this.timer = setInterval(() => void this.check(), options.checkMs);
    this.timer.unref();
  }

  /** @returns false if the key was revoked while the socket was being opened */
  add(keyId: string, socket: WebSocket): boolean {
    if (this.revoked.has(keyId)) return false;
    const group = this.sockets.get(keyId) ?? new Set<WebSocket>();
    this.sockets.set(keyId, group.add(socket));
    socket.once('close', () => {
      group.delete(socket);
      if (group.size === 0 && this.sockets.get(keyId) === group) this.sockets.delete(keyId);
    });
    return true;
  }

  /** @param keyId of a revoked key */
  readonly onNotification = (keyId: string): void => {
    this.revoked.add(keyId);
    const [oldest] = this.revoked;
    if (this.revoked.size > REMEMBERED_KEYS && oldest !== undefined) this.revoked.delete(oldest);
    for (const socket of this.sockets.get(keyId) ?? []) this.options.end(socket);
  };

  /** Notifications were lost while there was no connection. */
  readonly onConnect = (): void => {
    void this.check();
  };

  close(): void {
    clearInterval(this.timer);
  }

  private async check(): Promise<void> {
    if (this.sockets.size === 0) return;
    try {
      for (const keyId of await this.options.directory.findRevokedKeys([...this.sockets.keys()])) {
        this.onNotification(keyId);
      }
    } catch (error) {
      // Only an invalid key closes a socket; a database that is briefly unavailable does not.
      if (!(error instanceof UnavailableError)) this.options.onError(error);
    }
  }
}
