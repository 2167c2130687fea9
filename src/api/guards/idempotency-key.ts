import { TEXTS } from '../../stored-text';
import { BoundedText } from './argument-limits';

/**
 * The optional idempotency key of a mutation that creates or enqueues something.
 *
 * @param addition what else a retry means for this mutation
 */
export function IdempotencyKey(addition?: string): PropertyDecorator {
  const rule =
    'Idempotency key: a retry with the same input returns the original result; the same key with another input is a CONFLICT.';
  return BoundedText({
    nullable: true,
    rule: TEXTS.idempotencyKey,
    description: addition === undefined ? rule : `${rule} ${addition}`,
  });
}
