import type { TenantStores } from '../../persistence/tenant-stores';
import { requireText, TEXTS } from '../../stored-text';
import { hashJson } from './canonical-json';

/** A mutation that may be sent twice. Without a key nothing is remembered. */
export type RepeatableCall = { readonly operation: string; readonly key: string | null; readonly input: unknown };

/**
 * Does the work once for each (operation, key): a repetition with the same input gets the first answer, because the
 * record commits with the work.
 *
 * @param work returns what to remember: plain JSON, ids of what was made
 * @throws ConflictError when the key was used with another input; InvalidInputError for a blank key, LimitExceededError for one of
 *   more than 200 characters
 */
export async function runOnce<Answer>(
  stores: TenantStores,
  call: RepeatableCall,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (call.key === null) return work();
  requireText('idempotencyKey', call.key, TEXTS.idempotencyKey);
  const inputHash = hashJson(call.input);
  const record = { operation: call.operation, key: call.key, inputHash };
  const earlier = await stores.idempotency.find(record);
  if (earlier !== null) return earlier as Answer;
  const answer = await work();
  await stores.idempotency.save(record, answer);
  return answer;
}
