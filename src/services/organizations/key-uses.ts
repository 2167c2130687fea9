import type { Logger } from '../../logging';
import type { Principal, TenantDirectory } from '../../persistence/tenant-directory';

/** How often uses are written: each key at most once in this time and process. */
export const KEY_USE_WRITE_MS = 60_000;

export type KeyUsesOptions = {
  readonly directory: Pick<TenantDirectory, 'recordKeyUses'>;
  readonly logger: Logger;
  /** Default: KEY_USE_WRITE_MS. */
  readonly writeMs?: number;
};

type Use = { readonly tenantId: string; readonly atMs: number };

/** Collects when each key was last used and writes that in one statement a minute, never in a request. */
export class KeyUses {
  private pending = new Map<string, Use>();
  private readonly timer: NodeJS.Timeout;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly options: KeyUsesOptions) {
    this.timer = setInterval(() => void this.write(), options.writeMs ?? KEY_USE_WRITE_MS);
    this.timer.unref();
  }

  note({ tenantId, keyId }: Principal): void {
    this.pending.set(keyId, { tenantId, atMs: Date.now() });
  }

  /** Writes what was noted last; a database that is away loses it. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.write();
  }

  private write(): Promise<void> {
    return (this.writing = this.writing.then(() => this.writePending()));
  }

  private async writePending(): Promise<void> {
    const { pending } = this;
    if (pending.size === 0) return;
    this.pending = new Map();
    const now = Date.now();
    const uses = [...pending].map(([keyId, { tenantId, atMs }]) => ({ tenantId, keyId, ageMs: now - atMs }));
    try {
      await this.options.directory.recordKeyUses(uses);
    } catch (error) {
      this.options.logger.warn({ err: error }, 'when keys were last used could not be stored; trying again');
      this.pending = new Map([...pending, ...this.pending]);
    }
  }
}
