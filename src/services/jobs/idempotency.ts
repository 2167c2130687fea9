import { InvalidInputError } from '../../errors';
import type { TenantStores } from '../../persistence/tenant-stores';
import { hashJson } from './canonical-json';

const MAX_KEY_LENGTH = 200;

/** A mutation that may be sent twice. Without a key nothing is remembered. */
export type RepeatableCall = { readonly operation: string; readonly key: string | null; readonly input: unknown };

/**
 * Does the work once for each (operation, key): a repetition with the same input gets the first answer, because the
 * record commits with the work.
 *
 * @param work returns what to remember: plain JSON, ids of what was made
 * @throws ConflictError when the key was used with another input; InvalidInputError for a key of 0 or more than 200 characters
 */
export async function runOnce<Answer>(
  stores: TenantStores,
  call: RepeatableCall,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (call.key === null) return work();
  if (call.key.length === 0 || call.key.length > MAX_KEY_LENGTH) {
    throw new InvalidInputError(
      `idempotencyKey: has ${call.key.length} characters; it must have 1 to ${MAX_KEY_LENGTH}`,
    );
  }
  const inputHash = hashJson(call.input);
  const record = { operation: call.operation, key: call.key, inputHash };
  const earlier = await stores.idempotency.find(record);
  if (earlier !== null) return earlier as Answer;
  const answer = await work();
  await stores.idempotency.save(record, answer);
  return answer;
}
