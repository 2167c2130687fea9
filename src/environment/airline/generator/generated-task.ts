import type { GoldenAction } from '../../../domain/trajectory';
import type { AirlineTask } from '../tasks';
import type { AirlineVersion } from '../world/world';
import type { Difficulty } from './difficulty';
import type { FamilyName } from './families/family-name';
import type { UserFacts } from './facts/user-facts';
import type { Split } from './split';

/** A task with everything known about it. Plain data: it survives a round trip through JSON. */
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
  /** Calls of an agent that follows the policy, including reads. */
  readonly goldenActions: readonly GoldenAction[];
  /**
   * Traps: calls that run but miss the target, because the policy forbids them or the customer no longer wants them.
   */
  readonly traps: readonly GoldenAction[];
  /** Hash of the database after the golden actions; of the initial one when nothing is to be done. */
  readonly targetHash: string;
  /** Texts that the customer must have been told. */
  readonly expectedOutputs: readonly string[];
  readonly difficulty: Difficulty;
};

/** The task in the form that environment, readers and stores use. */
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
