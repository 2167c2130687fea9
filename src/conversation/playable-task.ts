import type { GoldenAction } from '../domain/trajectory';
import type { UserFacts } from '../environment/airline/generator/facts/user-facts';
import type { GeneratedTask } from '../environment/airline/generator/generated-task';
import { toAirlineTask } from '../environment/airline/generator/generated-task';
import type { AirlineTask } from '../environment/airline/tasks';

/** A task with the knowledge reserved for its simulated user and its reference agent. */
export type PlayableTask = {
  readonly task: AirlineTask;
  /** Facts for a scripted user; null for a benchmark task, which has only an instruction. */
  readonly facts: UserFacts | null;
  /** Traps: calls that run but miss the target; empty for a benchmark task. */
  readonly traps: readonly GoldenAction[];
  /** Family of a generated task; null for a benchmark task. */
  readonly family: string | null;
};

/** Converts a generated task to a playable one. */
export function toPlayableTask(generated: GeneratedTask): PlayableTask {
  const { facts, traps, family } = generated;
  return { task: toAirlineTask(generated), facts, traps, family };
}
