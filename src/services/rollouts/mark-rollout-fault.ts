import { isSolved } from '../../domain/evaluation/is-solved';
import { InvalidInputError } from '../../errors';
import type { RolloutFault } from '../../model/rollouts/rollout-fault.model';
import type { NewRolloutFault } from '../../persistence/stores/rollouts/rollout-fault-store';
import type { TenantStores } from '../../persistence/tenant-stores';

/**
 * Marks the cause of a failed rollout, in the caller's unit of work. The newest mark counts; earlier ones stay in the
 * history.
 *
 * @throws NotFoundError for a rollout that the organization does not have
 * @throws InvalidInputError for a rollout that solved its task; LimitExceededError if its history is full
 */
export async function markRolloutFault(stores: TenantStores, mark: NewRolloutFault): Promise<RolloutFault> {
  const { reward } = await stores.rollouts.get(mark.rolloutId);
  if (mark.fault !== 'NONE' && reward !== null && isSolved(reward)) {
    throw new InvalidInputError(
      `fault: rollout ${mark.rolloutId} has reward ${reward}: it solved its task, and only failures can be marked`,
    );
  }
  return stores.rolloutFaults.add(mark);
}
