import { createHash } from 'node:crypto';

/** The place of a conversation: which of its collection's. */
export type ConversationPlace = {
  readonly collectionId: string;
  readonly taskExternalId: string;
  /** Rank among the conversations of the task, from 0. */
  readonly trial: number;
};

/**
 * The id of a conversation, the same whenever it is played: who watches it finds it again after a worker was lost.
 *
 * @returns a UUID of version 8 (RFC 9562), made of the SHA-256 of the place
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
