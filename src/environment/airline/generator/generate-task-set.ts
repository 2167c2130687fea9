import { createHash } from 'node:crypto';

import { createRandom } from '../../../domain/random';
import { InvalidInputError } from '../../../errors';
import type { AirlineVersion, World } from '../world/world';
import { findTaskProblem } from './check-task';
import { FAMILY_NAMES, type FamilyName } from './families/family-name';
import { TASK_FAMILIES, type TaskFamily } from './families/task-families';
import type { GeneratedTask } from './generated-task';
import { openPool, type TaskPool } from './scene';
import type { Split } from './split';
import { writeTask } from './write-task';
import { sha256 } from '../../../sha256';

/** Settings of a generated task set. */
export type TaskSetRequest = {
  readonly world: World;
  /** The version of the world; default `v1`. */
  readonly version?: AirlineVersion;
  /** Default: all families. */
  readonly families?: readonly FamilyName[];
  /** Number of tasks, distributed over the families in turn. */
  readonly size: number;
  readonly split: Split;
  /** An integer. */
  readonly seed: number;
};

/** Tasks over one world. Equal content has an equal hash. */
export type GeneratedTaskSet = {
  readonly version: AirlineVersion;
  readonly split: Split;
  readonly seed: number;
  readonly tasks: readonly GeneratedTask[];
  /** SHA-256 of version, split and tasks (in order), 64 hexadecimal digits; the target hashes tie it to its world. */
  readonly contentHash: string;
};

/** Number of consecutive draws without a new task after which a family counts as exhausted. */
const MAX_IDLE_DRAWS = 20_000;

/**
 * Generate tasks of one split, each different and each checked by `checkTask`. The same world, split and seed give the
 * same tasks on every machine, and a larger set starts with the tasks of a smaller one in each family.
 *
 * @throws InvalidInputError when the size or the families are out of range, or the world is too small for that many
 *   different tasks of a family
 */
export function generateAirlineTaskSet(request: TaskSetRequest): GeneratedTaskSet {
  return sealTaskSet(request, [...drawTasks(request)]);
}

/**
 * The same in slices of time, for a process with a responsive event loop.
 *
 * @param pause called between slices; the next one begins when its promise is settled
 * @param sliceMs max length of a slice in ms, give or take one task
 * @throws InvalidInputError as `generateAirlineTaskSet`
 */
export async function generateAirlineTaskSetInSlices(
  request: TaskSetRequest,
  pause: () => Promise<void>,
  sliceMs = 20,
): Promise<GeneratedTaskSet> {
  const tasks: GeneratedTask[] = [];
  let sliceEndsMs = performance.now() + sliceMs;
  for (const task of drawTasks(request)) {
    tasks.push(task);
    if (performance.now() < sliceEndsMs) continue;
    await pause();
    sliceEndsMs = performance.now() + sliceMs;
  }
  return sealTaskSet(request, tasks);
}

/** Yields the tasks of a set in order, each generated on demand. */
function* drawTasks(request: TaskSetRequest): Generator<GeneratedTask, void> {
  const { world, version = 'v1', split, size, seed } = request;
  const families = chooseFamilies(request);
  if (!Number.isInteger(size) || size < 0) throw new InvalidInputError(`size is ${size}; it must be an integer`);
  const pool = openPool(world, version, split);
  if (pool.users.size === 0) throw new InvalidInputError(`the world has no users for the split ${split}`);
  const series = families.map((family) => tasksOf(family, pool, seed));
  for (let rank = 0; rank < size; rank += 1) yield series[rank % series.length]!.next().value;
}

function sealTaskSet(request: TaskSetRequest, tasks: readonly GeneratedTask[]): GeneratedTaskSet {
  const { version = 'v1', split, seed } = request;
  const content = JSON.stringify({ version, split, tasks });
  return { version, split, seed, tasks, contentHash: sha256(content) };
}

function chooseFamilies({ families = FAMILY_NAMES }: TaskSetRequest): TaskFamily[] {
  if (families.length === 0) throw new InvalidInputError('no task family was selected');
  return families.map((name) => {
    const family = TASK_FAMILIES.find((known) => known.name === name);
    if (family === undefined) throw new InvalidInputError(`there is no task family ${name}`);
    return family;
  });
}

/** Yields the tasks of a family, endlessly unless the world is exhausted. */
function* tasksOf(family: TaskFamily, pool: TaskPool, seed: number): Generator<GeneratedTask, never> {
  const random = createRandom(familySeed(seed, pool.split, family.name));
  const known = new Set<string>();
  for (let idle = 0; idle < MAX_IDLE_DRAWS; idle += 1) {
    const conversation = family.draft(pool, random);
    if (conversation === null) continue;
    const id = `${pool.split}-${family.name}-${String(known.size + 1).padStart(4, '0')}`;
    const task = writeTask(conversation, { id, family: family.name, pool, random });
    if (task === null || known.has(keyOf(task)) || findTaskProblem(pool, task) !== null) continue;
    known.add(keyOf(task));
    idle = 0;
    yield task;
  }
  throw new InvalidInputError(
    `the world has ${known.size} different tasks of the family ${family.name} for ${pool.split}; make a larger world for more`,
  );
}

/** Tasks that differ only in wording are the same. */
function keyOf({ facts, goldenActions }: GeneratedTask): string {
  return JSON.stringify([facts, goldenActions]);
}

/** Each family and split has its own random stream, so that adding one does not change the others. */
function familySeed(seed: number, split: Split, family: FamilyName): number {
  if (!Number.isSafeInteger(seed)) throw new InvalidInputError(`seed is ${seed}; it must be an integer`);
  return createHash('sha256').update(`${seed} ${split} ${family}`).digest().readInt32BE(0);
}
