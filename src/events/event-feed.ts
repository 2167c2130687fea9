import { UnavailableError } from '../errors';
import { Bell } from './bell';
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
  /** How often a subscriber looks although nobody rang; default 5 s. */
  readonly pollMs?: number;
  /** Events that a subscriber holds at most; default 200. */
  readonly pageSize?: number;
};

/** Pause before a table that could not be reached is read again. */
const RETRY_MS = 1000;

/**
 * Live streams of events. The table is the source: a notification only says that it is worth a look, so a lost one
 * costs time and never an event, and a slow subscriber holds one page however far behind it is.
 *
 * It is itself the handler of a listener on the event channel:
 *
 *     const feed = new EventFeed({ readSince });
 *     const listener = new NotificationListener(databaseUrl, EVENT_CHANNEL, feed);
 *     await listener.start();
 */
export class EventFeed {
  private readonly bells = new Map<string, Set<Bell>>();
  private readonly readSince: ReadSince;
  private readonly pollMs: number;
  private readonly pageSize: number;

  constructor(options: EventFeedOptions) {
    this.readSince = options.readSince;
    this.pollMs = options.pollMs ?? 5000;
    this.pageSize = options.pageSize ?? 200;
  }

  /** @param payload `<tenant id> <stream>` of a stream that grew */
  readonly onNotification = (payload: string): void => {
    for (const bell of this.bells.get(payload) ?? []) bell.ring();
  };

  /** Everybody looks again: notifications were lost while there was no connection. */
  readonly onConnect = (): void => {
    for (const bells of this.bells.values()) for (const bell of bells) bell.ring();
  };

  /** Subscribers now. */
  get subscriberCount(): number {
    return [...this.bells.values()].reduce((sum, bells) => sum + bells.size, 0);
  }

  /**
   * Everything after `since`, first from the table and then as it is committed: each event once, in order, also across
   * losses of the database.
   *
   * @param since sequence number of the last event that the subscriber has; 0 for all
   * @param signal ends the stream; `return()` alone would wait for the next event
   */
  async *subscribe(
    tenantId: string,
    stream: string,
    since: number,
    signal: AbortSignal,
  ): AsyncGenerator<StreamEvent, void, undefined> {
    const key = `${tenantId} ${stream}`;
    const bell = this.hang(key);
    const isOver = (): boolean => signal.aborted;
    let seen = since;
    try {
      while (!isOver()) {
        // Silence the bell before reading: what is committed after this line rings it again.
        bell.silence();
        const page = await this.readPage(tenantId, stream, seen);
        for (const event of page ?? []) {
          seen = event.seq;
          yield event;
          if (isOver()) return;
        }
        if (page === null) await bell.wait(RETRY_MS, signal);
        else if (page.length < this.pageSize) await bell.wait(this.pollMs, signal);
      }
    } finally {
      this.unhang(key, bell);
    }
  }

  /** Null while the database is away: the subscriber waits for it rather than being cut off. */
  private async readPage(tenantId: string, stream: string, since: number): Promise<readonly StreamEvent[] | null> {
    try {
      return await this.readSince(tenantId, stream, since, this.pageSize);
    } catch (error) {
      if (error instanceof UnavailableError) return null;
      throw error;
    }
  }

  private hang(key: string): Bell {
    const bell = new Bell();
    const bells = this.bells.get(key) ?? new Set<Bell>();
    this.bells.set(key, bells.add(bell));
    return bell;
  }

  private unhang(key: string, bell: Bell): void {
    const bells = this.bells.get(key);
    bells?.delete(bell);
    if (bells?.size === 0) this.bells.delete(key);
  }
}
