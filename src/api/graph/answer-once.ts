import { InvalidInputError } from '../../errors';
import { hashJson } from '../../canonical-json';
import type { StoredFormat } from '../../stored-format';
import type { RequestContext } from './request-context';

/** A mutation whose service opens units of work of its own. Without a key no result is stored. */
export type RepeatableOperation<Result extends object> = {
  readonly operation: string;
  readonly key: string | null | undefined;
  readonly input: unknown;
  /** How the result is stored. */
  readonly format: StoredFormat<Result>;
};

/**
 * Runs an operation once per idempotency key; a retry returns the original result. The work must be safe to repeat: two
 * simultaneous calls can both run it, and get the same result.
 *
 * @param work returns plain JSON
 * @throws ConflictError if the key was used with another input
 */
export async function answerOnce<Result extends object>(
  { inTenant }: Pick<RequestContext, 'inTenant'>,
  { operation, key, input, format }: RepeatableOperation<Result>,
  work: () => Promise<Result>,
): Promise<Result> {
  if (key === null || key === undefined) return work();
  if (key === '') throw new InvalidInputError('idempotencyKey: is empty; omit it instead');
  const inputHash = hashJson(input);
  const call = { operation, key, inputHash };
  const earlier = await inTenant((stores) => stores.idempotency.find(call));
  if (earlier !== null) return format.read(earlier, `${operation} ${key}`);
  const result = await work();
  return inTenant(async (stores) => {
    const first = await stores.idempotency.find(call);
    if (first !== null) return format.read(first, `${operation} ${key}`);
    await stores.idempotency.save(call, format.write(result));
    return result;
  });
}
