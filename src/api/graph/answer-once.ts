import { InvalidInputError } from '../../errors';
import { hashJson } from '../../services/jobs/canonical-json';
import type { RequestContext } from './request-context';

/** A mutation whose service opens units of its own. Without a key nothing is remembered. */
export type RepeatableOperation = {
  readonly operation: string;
  readonly key: string | null | undefined;
  readonly input: unknown;
};

/**
 * The first answer of an operation that may be sent twice. The work must be safe to repeat: two calls at once may both do it,
 * and get the same answer.
 *
 * @param work returns plain JSON
 * @throws ConflictError when the key was used with another input
 */
export async function answerOnce<Answer>(
  { inTenant }: Pick<RequestContext, 'inTenant'>,
  { operation, key, input }: RepeatableOperation,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (key === null || key === undefined) return work();
  if (key === '') throw new InvalidInputError('idempotencyKey: is empty; leave it out instead');
  const inputHash = hashJson(input);
  const call = { operation, key, inputHash };
  const earlier = await inTenant((stores) => stores.idempotency.find(call));
  if (earlier !== null) return earlier as Answer;
  const answer = await work();
  return inTenant(async (stores) => {
    const first = await stores.idempotency.find(call);
    if (first !== null) return first as Answer;
    await stores.idempotency.save(call, answer);
    return answer;
  });
}
