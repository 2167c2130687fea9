import type { RecordedTask } from '../../domain/trajectory';
import { sortedJsonText } from '../values/json/json-text';
import type { Value } from '../values/value';
import type { AirlineVersion } from './world/world';
import { sha256 } from '../../sha256';

/** Possible parts of a reward; the reward is the product of its parts. */
export const REWARD_PARTS = ['DB', 'COMMUNICATE', 'ACTION', 'NL_ASSERTION', 'ENV_ASSERTION'] as const;
export type RewardPart = (typeof REWARD_PARTS)[number];

/** An airline task with the fields that other benchmarks lack. */
export type AirlineTask = RecordedTask & {
  /** The user whom the instruction describes; null when the file does not name one. */
  readonly userId: string | null;
  readonly rewardBasis: readonly RewardPart[];
  /** Claims about the conversation that a judge would check; empty in the first version. */
  readonly assertions: readonly string[];
};

/** Tasks with their named splits. Equal content has an equal hash, whatever its source. */
export type AirlineTaskSet = {
  readonly version: AirlineVersion;
  readonly tasks: readonly AirlineTask[];
  /** External ids of the tasks of each split, e.g. `train`, in file order. */
  readonly splits: Readonly<Record<string, readonly string[]>>;
  /** SHA-256 of version, tasks (in order) and splits, 64 hexadecimal digits. */
  readonly contentHash: string;
};

/** A task set with its content hash. */
export function createTaskSet(content: Omit<AirlineTaskSet, 'contentHash'>): AirlineTaskSet {
  const text = sortedJsonText(contentValue(content));
  return { ...content, contentHash: sha256(text) };
}

function contentValue({ version, tasks, splits }: Omit<AirlineTaskSet, 'contentHash'>): Value {
  return new Map<string, Value>([
    ['version', version],
    ['tasks', tasks.map(taskValue)],
    ['splits', new Map(Object.entries(splits))],
  ]);
}

function taskValue(task: AirlineTask): Value {
  return new Map<string, Value>([
    ['externalId', task.externalId],
    ['userId', task.userId],
    ['instruction', task.instruction],
    ['goldenActions', task.goldenActions.map((action) => [action.name, action.arguments])],
    ['expectedOutputs', task.expectedOutputs],
    ['rewardBasis', task.rewardBasis],
    ['assertions', task.assertions],
  ]);
}
