import { type PlayableTask, toPlayableTask } from '../../conversation/playable-task';
import { FAMILY_NAMES } from '../../environment/airline/generator/families/family-name';
import { generateAirlineTaskSet } from '../../environment/airline/generator/generate-task-set';
import type { GeneratedTask } from '../../environment/airline/generator/generated-task';
import { SPLITS } from '../../environment/airline/generator/split';
import { readAirlineTasks } from '../../environment/airline/readers/airline-folder';
import type { AirlineVersion, World } from '../../environment/airline/world/world';
import { InvalidInputError } from '../../errors';
import {
  airlineFolderOf,
  openEnvironment,
  type OpenEnvironment,
  readFolderEnvironment,
} from '../../services/worlds/open-environment';

export type ChatWorldOptions = {
  /** Benchmark data; if absent, a small generated world. */
  readonly data?: string;
  readonly version: AirlineVersion;
  /** Seed of the generated world and its tasks. */
  readonly taskSeed: number;
  /** External id of the task; if absent, the first task. */
  readonly task?: string;
};

/** A world and one of its tasks. */
export type ChatWorld = OpenEnvironment & { readonly task: PlayableTask };

/** Number of tasks per family to choose from in a generated world. */
const MAX_RANK = 200;

/**
 * Opens the world and task of a chat.
 *
 * @throws InvalidInputError for a folder without a world, and for a task that the world does not have
 */
export async function openChatWorld(options: ChatWorldOptions): Promise<ChatWorld> {
  const { data, version, taskSeed, task } = options;
  if (data === undefined) {
    const open = await openEnvironment({ kind: 'GENERATED', version, worldSize: 'SMALL', worldSeed: taskSeed }, null);
    return { ...open, task: toPlayableTask(generateTask(open.environment.world, options)) };
  }
  const open = await readFolderEnvironment(data, version);
  const { tasks } = await readAirlineTasks(airlineFolderOf(data, version), version);
  const found = task === undefined ? tasks[0] : tasks.find(({ externalId }) => externalId === task);
  if (found === undefined)
    throw new InvalidInputError(`--task: "${task ?? ''}" is not one of the ${tasks.length} tasks`);
  return { ...open, task: { task: found, facts: null, traps: [], family: null } };
}

/** A task id contains its split, family and rank, so only the tasks up to it are generated. */
function generateTask(world: World, { version, taskSeed, task }: ChatWorldOptions): GeneratedTask {
  const id = task ?? `${SPLITS[0]}-${FAMILY_NAMES[0]}-0001`;
  const split = SPLITS.find((name) => id.startsWith(`${name}-`));
  const family = FAMILY_NAMES.find((name) => id.slice((split ?? '').length + 1, -5) === name);
  const rank = Number(/-(\d{4})$/.exec(id)?.[1]);
  if (split === undefined || family === undefined || !(rank >= 1 && rank <= MAX_RANK)) {
    throw new InvalidInputError(
      `--task: "${id}" must be SPLIT-FAMILY-NNNN with a split (${SPLITS.join(', ')}), a family ` +
        `(${FAMILY_NAMES.join(', ')}) and a number from 0001 to ${String(MAX_RANK).padStart(4, '0')}`,
    );
  }
  const { tasks } = generateAirlineTaskSet({ world, version, split, families: [family], size: rank, seed: taskSeed });
  return tasks[rank - 1]!;
}
