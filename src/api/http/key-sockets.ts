import type { WebSocket } from 'ws';
import { UnavailableError } from '../../errors';
import type { TenantDirectory } from '../../persistence/tenant-directory';

/** Keys that are remembered as revoked, so that a socket which was being opened meanwhile is refused. */
const REMEMBERED_KEYS = 10_000;

export type KeySocketsOptions = {
  readonly directory: Pick<TenantDirectory, 'findRevokedKeys'>;
  /** Ends the socket of a key that was revoked. */
  readonly end: (socket: WebSocket) => void;
  /** Told what keeps the keys from being checked, unless the database is only away. */
  readonly onError: (error: unknown) => void;
  /** How often the keys of all open sockets are looked up, in case a notification was lost. */
  readonly checkMs: number;
};

/**
 * The open sockets of this process by key. It is itself the handler of a listener on the channel of revoked keys, and ends the
 * sockets of a key as soon as its revocation commits in any process.
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

  /** @returns false when the key was revoked while the socket was being opened */
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

  /** @param keyId of a key that was revoked */
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
      // Only a key that is no longer good ends a socket; a database that is away for a moment does not.
      if (!(error instanceof UnavailableError)) this.options.onError(error);
    }
  }
}
