import type { z } from 'zod';
import type { StreamEvent } from '../../events/streams';
import { StoredFormat } from '../../stored-format';

/**
 * Storage format of the payloads of one or several kinds of events. Version 1 is implied rather than stored, because
 * events are small and numerous.
 */
export function eventFormat<Payload extends object>(schema: z.ZodType<Payload>): StoredFormat<Payload> {
  return new StoredFormat({ place: 'event.payload_json', schema, isFirstVersionImplied: true });
}

/** @throws StoredTextError for a payload of another kind */
export function readEvent<Payload extends object>(format: StoredFormat<Payload>, event: StreamEvent): Payload {
  return format.readValue(event.payload, `a ${event.kind} event with number ${event.seq}`);
}
