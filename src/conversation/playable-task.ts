import type { GoldenAction } from '../domain/trajectory';
import type { UserFacts } from '../environment/airline/generator/facts/user-facts';
import type { GeneratedTask } from '../environment/airline/generator/generated-task';
import { toAirlineTask } from '../environment/airline/generator/generated-task';
import type { AirlineTask } from '../environment/airline/tasks';

/** A task with what only its simulated user and its reference agent may know. */
export type PlayableTask = {
  readonly task: AirlineTask;
  /** What a scripted user knows; null for a task of a benchmark, which has an instruction alone. */
  readonly facts: UserFacts | null;
  /** Calls that run and lead away from the target; empty for a task of a benchmark. */
  readonly traps: readonly GoldenAction[];
  /** Family of a generated task; null for a task of a benchmark. */
  readonly family: string | null;
};

/** A generated task to be played. */
export function toPlayableTask(generated: GeneratedTask): PlayableTask {
  const { facts, traps, family } = generated;
  return { task: toAirlineTask(generated), facts, traps, family };
}
