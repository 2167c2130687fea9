import type { FamilyName } from '../../../../src/environment/airline/generator/families/family-name';
import { generateAirlineTaskSet } from '../../../../src/environment/airline/generator/generate-task-set';
import { generateWorld } from '../../../../src/environment/airline/generator/generate-world';
import type { GeneratedTask } from '../../../../src/environment/airline/generator/generated-task';
import type { Split } from '../../../../src/environment/airline/generator/split';
import { SMALL_WORLD_SETTINGS } from '../../../../src/environment/airline/generator/world/world-settings';
import type { AirlineVersion, World } from '../../../../src/environment/airline/world/world';

/** The worlds that the tests draw tasks from; made once. */
export const SMALL_WORLDS: Readonly<Record<AirlineVersion, World>> = {
  v1: generateWorld(SMALL_WORLD_SETTINGS, 1),
  v2: generateWorld({ ...SMALL_WORLD_SETTINGS, version: 'v2' }, 1),
};

/** Tasks of a family over the small world. */
export function smallTasks(
  family: FamilyName,
  size: number,
  { version = 'v1', split = 'train' }: { readonly version?: AirlineVersion; readonly split?: Split } = {},
): readonly GeneratedTask[] {
  const key = `${version} ${split} ${family}`;
  const known = TASKS.get(key) ?? [];
  if (known.length >= size) return known.slice(0, size);
  const request = { world: SMALL_WORLDS[version], version, families: [family], size, split, seed: 3 };
  const { tasks } = generateAirlineTaskSet(request);
  TASKS.set(key, tasks);
  return tasks;
}

/** The largest set so far: smaller ones are its beginning. */
const TASKS = new Map<string, readonly GeneratedTask[]>();

/** Golden actions by name, with their arguments read. */
export function callsOf(task: GeneratedTask, name: string): Readonly<Record<string, unknown>>[] {
  return task.goldenActions
    .filter((action) => action.name === name)
    .map((action) => JSON.parse(action.arguments) as Record<string, unknown>);
}
