import { Client } from 'pg';

/** Receives a payload of the channel, or learns that the connection was lost and notifications may be missing. */
export type NotificationHandler = {
  readonly onNotification: (payload: string) => void;
  /** Called after each (re)connection, because notifications may have been missed before it. */
  readonly onConnect: () => void;
};

const RECONNECT_MS = 500;

/** A connection of its own that hears NOTIFY on some channels and comes back by itself when it is cut. */
export class NotificationListener {
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(
    private readonly url: string,
    /** Who hears what is sent on each channel. */
    private readonly handlers: Readonly<Record<string, NotificationHandler>>,
  ) {}

  /** @throws the driver's error if the first connection fails; later losses are repaired in the background */
  async start(): Promise<void> {
    await this.connect();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    const { client } = this;
    this.client = null;
    await client?.end();
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'turnwise listener',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    // A loss raises `error`, `end` or both, and so does a failed start: only the loss of the current connection counts.
    const lose = (): void => {
      if (this.client !== client) return;
      this.client = null;
      this.reconnectLater();
    };
    client.on('error', lose);
    client.on('end', lose);
    client.on('notification', (message) => {
      this.handlers[message.channel]?.onNotification(message.payload ?? '');
    });
    try {
      await client.connect();
      for (const channel of Object.keys(this.handlers))
        await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    if (this.isClosed) {
      await client.end();
      return;
    }
    this.client = client;
    for (const handler of Object.values(this.handlers)) handler.onConnect();
  }

  private reconnectLater(): void {
    if (this.isClosed) return;
    this.timer = setTimeout(() => {
      this.connect().catch(() => {
        this.reconnectLater();
      });
    }, RECONNECT_MS);
  }
}
