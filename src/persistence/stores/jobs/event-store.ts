import type { EntityManager } from 'typeorm';
import { parseStored } from '../../../stored-format';

/** An event in a stream. `seq` counts from 1 without gaps. */
export type StoredEvent = {
  readonly seq: number;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
};

/** An event without a sequence number yet. */
export type NewEvent = Pick<StoredEvent, 'kind' | 'payload'>;

/** Channel on which a commit notifies listeners that a stream grew. */
export const EVENT_CHANNEL = 'turnwise_event';

/**
 * Events of a stream. The stream's counter row is locked until the writing transaction ends, so commit order is
 * sequence order: a subscriber that has seen `n` never gets a smaller number later.
 */
export class EventStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** Appends in this transaction; listeners are notified when it commits. Append last, because it locks the stream. */
  append(stream: string, kind: string, payload: Readonly<Record<string, unknown>>): Promise<number> {
    return this.appendAll(stream, [{ kind, payload }]);
  }

  /** Like `append`, for several events in order. @returns sequence number of the last one */
  async appendAll(stream: string, events: readonly NewEvent[]): Promise<number> {
    const [row] = await this.manager.query<{ seq: number }[]>(
      `INSERT INTO event_stream (tenant_id, stream, seq) VALUES ($1, $2, $3)
       ON CONFLICT (tenant_id, stream) DO UPDATE SET seq = event_stream.seq + excluded.seq RETURNING seq`,
      [this.tenantId, stream, events.length],
    );
    const seq = row!.seq;
    await this.manager.query(
      `INSERT INTO event (tenant_id, stream, seq, kind, payload_json)
       SELECT $1, $2, $3 + rank, kind, payload_json
       FROM unnest($4::text[], $5::text[]) WITH ORDINALITY AS new (kind, payload_json, rank)`,
      [
        this.tenantId,
        stream,
        seq - events.length,
        events.map((event) => event.kind),
        events.map((event) => JSON.stringify(event.payload)),
      ],
    );
    await this.manager.query('SELECT pg_notify($1, $2)', [EVENT_CHANNEL, `${this.tenantId} ${stream}`]);
    return seq;
  }

  /** Milliseconds since the newest event was written; infinite for an empty stream. */
  async readLastAgeMs(stream: string): Promise<number> {
    const [row] = await this.manager.query<{ age: number }[]>(
      `SELECT (extract(epoch FROM clock_timestamp() - created_at) * 1000)::float8 AS age FROM event
       WHERE stream = $1 ORDER BY seq DESC LIMIT 1`,
      [stream],
    );
    return row?.age ?? Infinity;
  }

  /** Sequence number of the newest event; 0 for an empty stream. */
  async readLastSeq(stream: string): Promise<number> {
    const [row] = await this.manager.query<{ seq: number }[]>('SELECT seq FROM event_stream WHERE stream = $1', [
      stream,
    ]);
    return row?.seq ?? 0;
  }

  /** The newest event of a kind whose payload has an integer `step` below `beforeStep`, or null. */
  async findNewestBefore(stream: string, kind: string, beforeStep: number): Promise<StoredEvent | null> {
    const [row] = await this.manager.query<{ seq: number }[]>(
      `SELECT seq FROM event WHERE stream = $1 AND kind = $2 AND (payload_json::json ->> 'step')::int < $3
       ORDER BY seq DESC LIMIT 1`,
      [stream, kind, beforeStep],
    );
    return row === undefined ? null : (await this.readSince(stream, row.seq - 1, 1))[0]!;
  }

  /** Events after `since`, oldest first, at most `limit`. */
  async readSince(stream: string, since: number, limit: number): Promise<StoredEvent[]> {
    const rows = await this.manager.query<{ seq: number; kind: string; payload_json: string; created_at: Date }[]>(
      'SELECT seq, kind, payload_json, created_at FROM event WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT $3',
      [stream, since, limit],
    );
    return rows.map((row) => ({
      seq: row.seq,
      kind: row.kind,
      payload: parseStored('event.payload_json', `${stream} ${row.seq}`, row.payload_json) as Record<string, unknown>,
      createdAt: row.created_at,
    }));
  }
}
