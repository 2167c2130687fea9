import { createHash } from 'node:crypto';

/** Position of a conversation within its collection. */
export type ConversationPlace = {
  readonly collectionId: string;
  readonly taskExternalId: string;
  /** Index among the conversations of the task, from 0. */
  readonly trial: number;
};

/**
 * The id of a conversation. It is the same for every play, so that watchers find the conversation again after a worker
 * is lost.
 *
 * @returns a UUID of version 8 (RFC 9562), derived from the SHA-256 of the place
 */
export function conversationIdOf({ collectionId, taskExternalId, trial }: ConversationPlace): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([collectionId, taskExternalId, trial]))
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
