import { UnavailableError } from '../errors';
import { WakeSignal } from './wake-signal';
import type { StreamEvent } from './streams';

/** Events of a stream after `since`, oldest first, at most `limit`. */
export type ReadSince = (
  tenantId: string,
  stream: string,
  since: number,
  limit: number,
) => Promise<readonly StreamEvent[]>;

export type EventFeedOptions = {
  readonly readSince: ReadSince;
  /** How often a subscriber reads the table without a notification; default 5 s. */
  readonly pollMs?: number;
  /** Max number of events that a subscriber holds; default 200. */
  readonly pageSize?: number;
};

/** Pause before retrying when the table could not be reached. */
const RETRY_MS = 1000;

/**
 * Live streams of events. The table is the source of truth: a notification only prompts a read, so a lost notification
 * delays an event but never loses it. A slow subscriber holds one page, however far it is behind.
 *
 * It also handles the notifications of a listener on the event channel:
 *
 *     const feed = new EventFeed({ readSince });
 *     const listener = new NotificationListener(databaseUrl, { [EVENT_CHANNEL]: feed });
 *     await listener.start();
 */
export class EventFeed {
  private readonly wakeSignals = new Map<string, Set<WakeSignal>>();
  private readonly readSince: ReadSince;
  private readonly pollMs: number;
  private readonly pageSize: number;

  constructor(options: EventFeedOptions) {
    this.readSince = options.readSince;
    this.pollMs = options.pollMs ?? 5000;
    this.pageSize = options.pageSize ?? 200;
  }

  /** @param payload `<tenant id> <stream>` of the stream that grew */
  readonly onNotification = (payload: string): void => {
    for (const wakeSignal of this.wakeSignals.get(payload) ?? []) wakeSignal.raise();
  };

  /** Wakes all subscribers, because notifications were lost while there was no connection. */
  readonly onConnect = (): void => {
    for (const group of this.wakeSignals.values()) for (const wakeSignal of group) wakeSignal.raise();
  };

  /** Number of current subscribers. */
  get subscriberCount(): number {
    return [...this.wakeSignals.values()].reduce((sum, group) => sum + group.size, 0);
  }

  /**
   * Yields everything after `since`, first from the table, then as it is committed: each event once, in order, even
   * across database outages.
   *
   * @param since sequence number of the subscriber's last event; 0 for all
   * @param signal ends the stream; `return()` alone would wait for the next event
   */
  async *subscribe(
    tenantId: string,
    stream: string,
    since: number,
    signal: AbortSignal,
  ): AsyncGenerator<StreamEvent, void, undefined> {
    const key = `${tenantId} ${stream}`;
    const wakeSignal = this.register(key);
    const isOver = (): boolean => signal.aborted;
    let seen = since;
    try {
      while (!isOver()) {
        // Clear the signal before reading: a later commit raises it again.
        wakeSignal.clear();
        const page = await this.readPage(tenantId, stream, seen);
        for (const event of page ?? []) {
          seen = event.seq;
          yield event;
          if (isOver()) return;
        }
        if (page === null) await wakeSignal.wait(RETRY_MS, signal);
        else if (page.length < this.pageSize) await wakeSignal.wait(this.pollMs, signal);
      }
    } finally {
      this.unregister(key, wakeSignal);
    }
  }

  /** Null while the database is unavailable: the subscriber waits instead of being disconnected. */
  private async readPage(tenantId: string, stream: string, since: number): Promise<readonly StreamEvent[] | null> {
    try {
      return await this.readSince(tenantId, stream, since, this.pageSize);
    } catch (error) {
      if (error instanceof UnavailableError) return null;
      throw error;
    }
  }

  private register(key: string): WakeSignal {
    const wakeSignal = new WakeSignal();
    const group = this.wakeSignals.get(key) ?? new Set<WakeSignal>();
    this.wakeSignals.set(key, group.add(wakeSignal));
    return wakeSignal;
  }

  private unregister(key: string, wakeSignal: WakeSignal): void {
    const group = this.wakeSignals.get(key);
    group?.delete(wakeSignal);
    if (group?.size === 0) this.wakeSignals.delete(key);
  }
}
