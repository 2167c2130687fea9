import type { GoldenAction } from '../../../domain/trajectory';
import type { AirlineTask } from '../tasks';
import type { AirlineVersion } from '../world/world';
import type { Difficulty } from './difficulty';
import type { FamilyName } from './families/family-name';
import type { UserFacts } from './facts/user-facts';
import type { Split } from './split';

/** A task with everything that is known of it. Plain: written as JSON and read again it is the same. */
export type GeneratedTask = {
  /** Unique among the tasks of a world and a seed, e.g. `train-cancel-allowed-0012`. */
  readonly id: string;
  readonly version: AirlineVersion;
  readonly split: Split;
  readonly family: FamilyName;
  readonly userId: string;
  /** For a simulated user, in the second person. */
  readonly instruction: string;
  /** The same for a scripted user. */
  readonly facts: UserFacts;
  /** What an agent that keeps to the policy does, look-ups among it. */
  readonly goldenActions: readonly GoldenAction[];
  /** Calls that run and lead away from the target: what the policy forbids, or the customer no longer wants. */
  readonly traps: readonly GoldenAction[];
  /** Hash of the database after the golden actions; of the untouched one when nothing is to be done. */
  readonly targetHash: string;
  /** Texts that the customer must have been told. */
  readonly expectedOutputs: readonly string[];
  readonly difficulty: Difficulty;
};

/** The task as the environment, readers and stores know it. */
export function toAirlineTask(task: GeneratedTask): AirlineTask {
  return {
    externalId: task.id,
    userId: task.userId,
    instruction: task.instruction,
    goldenActions: task.goldenActions,
    expectedOutputs: task.expectedOutputs,
    rewardBasis: ['DB', 'COMMUNICATE'],
    assertions: [],
  };
}
