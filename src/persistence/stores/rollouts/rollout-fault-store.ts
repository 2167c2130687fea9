import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { LimitExceededError } from '../../../errors';
import type { FaultMark } from '../../../model/enums';
import { RolloutFault } from '../../../model/rollouts/rollout-fault.model';

export type NewRolloutFault = Pick<RolloutFault, 'rolloutId' | 'fault' | 'comment' | 'apiKeyId'>;

/** Max marks per rollout, because their history is returned as a whole. */
export const MAX_FAULT_MARKS = 100;

export class RolloutFaultStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** Adds a mark to the history of a rollout. @throws LimitExceededError if the history is full */
  async add(mark: NewRolloutFault): Promise<RolloutFault> {
    // The lock is held until the transaction ends, so of two concurrent marks one is the newer.
    await this.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `${this.tenantId}:rollout fault:${mark.rolloutId}`,
    ]);
    const index = await this.manager.countBy(RolloutFault, { rolloutId: mark.rolloutId });
    if (index >= MAX_FAULT_MARKS) {
      throw new LimitExceededError(
        `rollout ${mark.rolloutId} already has ${index} marks; the limit is ${MAX_FAULT_MARKS}`,
      );
    }
    const id = randomUUID();
    await this.manager.insert(RolloutFault, { ...mark, id, index, tenantId: this.tenantId });
    return this.manager.findOneByOrFail(RolloutFault, { id });
  }

  /** The newest mark of each rollout that has one, by rollout. */
  async findNewest(rolloutIds: readonly string[]): Promise<Map<string, FaultMark>> {
    const rows = await this.manager.query<{ id: string; fault: FaultMark }[]>(
      `SELECT DISTINCT ON (rollout_id) rollout_id AS id, fault FROM rollout_fault
       WHERE rollout_id = ANY($1) ORDER BY rollout_id, index DESC`,
      [rolloutIds],
    );
    return new Map(rows.map(({ id, fault }) => [id, fault]));
  }
}
