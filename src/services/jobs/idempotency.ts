import { z } from 'zod';
import type { TenantStores } from '../../persistence/tenant-stores';
import { StoredFormat } from '../../stored-format';
import { requireText, TEXTS } from '../../stored-text';
import { hashJson } from '../../canonical-json';

/** A mutation that can be retried. Without a key, no result is stored. */
export type RepeatableCall = { readonly operation: string; readonly key: string | null; readonly input: unknown };

/** The result stored by most mutations: the id of the created object. */
export type MadeThing = { readonly id: string };

/** Storage format of a result. @param schema of the value that `work` returns */
export function resultFormat<Result extends object>(schema: z.ZodType<Result>): StoredFormat<Result> {
  return new StoredFormat({ place: 'idempotency_record.response_json', schema, isFirstVersionImplied: true });
}

export const madeThingFormat = resultFormat<MadeThing>(z.strictObject({ id: z.uuid() }));

/**
 * Runs the work once per (operation, key). A retry with the same input returns the original result, because the record
 * commits with the work.
 *
 * @param work returns the result to store: the id of the created object
 * @param format of the result, if it is something else
 * @throws ConflictError if the key was used with a different input; InvalidInputError for a blank key,
 *   LimitExceededError for one of more than 200 characters
 */
export function runOnce(stores: TenantStores, call: RepeatableCall, work: () => Promise<MadeThing>): Promise<MadeThing>;
export function runOnce<Result extends object>(
  stores: TenantStores,
  call: RepeatableCall,
  work: () => Promise<Result>,
  format: StoredFormat<Result>,
): Promise<Result>;
export async function runOnce(
  stores: TenantStores,
  { operation, key, input }: RepeatableCall,
  work: () => Promise<object>,
  format: StoredFormat<object> = madeThingFormat,
): Promise<object> {
  if (key === null) return work();
  const earlier = await findFirstResult(stores, { operation, key, input }, format);
  if (earlier !== null) return earlier;
  const result = await work();
  await stores.idempotency.save({ operation, key, inputHash: hashJson(input) }, format.write(result));
  return result;
}

/**
 * The result of an earlier call with the same key and input, or null: for work that is too long for the unit of `runOnce`.
 *
 * @throws as `runOnce`
 */
export async function findFirstResult<Result extends object>(
  stores: TenantStores,
  { operation, key, input }: RepeatableCall,
  format: StoredFormat<Result>,
): Promise<Result | null> {
  if (key === null) return null;
  requireText('idempotencyKey', key, TEXTS.idempotencyKey);
  const earlier = await stores.idempotency.find({ operation, key, inputHash: hashJson(input) });
  return earlier === null ? null : format.read(earlier, `${operation} ${key}`);
}
