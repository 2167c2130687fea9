import type { EntityManager } from 'typeorm';
import { ConflictError } from '../../../errors';

/** The operation that a key belongs to, and a hash of its input. */
export type IdempotentCall = { readonly operation: string; readonly key: string; readonly inputHash: string };

export class IdempotencyStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /**
   * The stored result of an earlier call with this key as JSON text, or null. Holds a lock on the key until the
   * transaction ends, so two concurrent calls do the work once.
   *
   * @throws ConflictError if the key was used with another input
   */
  async find(call: IdempotentCall): Promise<string | null> {
    await this.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `${this.tenantId}:${call.operation}:${call.key}`,
    ]);
    const [row] = await this.manager.query<{ input_hash: string; response_json: string }[]>(
      'SELECT input_hash, response_json FROM idempotency_record WHERE operation = $1 AND key = $2',
      [call.operation, call.key],
    );
    if (row === undefined) return null;
    if (row.input_hash !== call.inputHash) {
      throw new ConflictError(`idempotencyKey: "${call.key}" was used for another ${call.operation}; choose a new key`);
    }
    return row.response_json;
  }

  async save(call: IdempotentCall, responseJson: string): Promise<void> {
    await this.manager.query(
      'INSERT INTO idempotency_record (tenant_id, operation, key, input_hash, response_json) VALUES ($1, $2, $3, $4, $5)',
      [this.tenantId, call.operation, call.key, call.inputHash, responseJson],
    );
  }
}
