import { z } from 'zod';
import { ConflictError } from '../../errors';
import type { HumanTurn } from '../../model/conversation/human-turn.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { TenantStores } from '../../persistence/tenant-stores';
import { requireText, TEXTS } from '../../stored-text';
import { publishHumanTurn } from './human-turn-event';
import { resultFormat, runOnce } from '../jobs/idempotency';

export type UserMessage = {
  readonly humanTurnId: string;
  /** Reply of the person; must satisfy `TEXTS.userMessage`. */
  readonly text: string;
  /** The API key that sends the reply. */
  readonly apiKeyId: string;
  readonly idempotencyKey: string | null;
};

/**
 * Answers a question to the user of a conversation. Sending the same answer again changes nothing.
 *
 * @returns the question with its answer
 * @throws NotFoundError for a question that the organization does not have
 * @throws ConflictError if it has a different answer, has expired or was cancelled
 * @throws InvalidInputError for a text that is blank or not valid Unicode; LimitExceededError for a text that is too
 *   long
 */
export async function submitUserMessage(
  database: TenantDatabase,
  tenantId: string,
  message: UserMessage,
): Promise<HumanTurn> {
  const { humanTurnId, text, idempotencyKey } = message;
  requireText('text', text, TEXTS.userMessage);
  return database.inTenant(tenantId, async (stores) => {
    await stores.humanTurns.get(humanTurnId);
    const call = { operation: 'submitUserMessage', key: idempotencyKey, input: { humanTurnId, text } };
    const work = async () => {
      await answer(stores, message);
      return { humanTurnId };
    };
    await runOnce(stores, call, work, answeredTurnFormat);
    return stores.humanTurns.get(humanTurnId);
  });
}

/** Result stored for retries of a message. */
export const answeredTurnFormat = resultFormat(z.strictObject({ humanTurnId: z.uuid() }));

async function answer(stores: TenantStores, { humanTurnId, text, apiKeyId }: UserMessage): Promise<void> {
  const isTaken = await stores.humanTurns.answer(humanTurnId, { text, apiKeyId });
  const turn = await stores.humanTurns.get(humanTurnId);
  if (isTaken) {
    await publishHumanTurn(stores, turn);
    return;
  }
  if (turn.answerText === text) return;
  if (turn.state === 'ANSWERED') throw new ConflictError(`human turn ${humanTurnId} already has a different answer`);
  if (turn.state === 'CANCELLED') {
    throw new ConflictError(`human turn ${humanTurnId} was cancelled: its conversation ended or restarted`);
  }
  throw new ConflictError(`human turn ${humanTurnId} expired at ${turn.expiresAt.toISOString()}`);
}
