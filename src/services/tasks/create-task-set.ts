import { setImmediate as nextTurn } from 'node:timers/promises';
import { toPlayableTask } from '../../conversation/playable-task';
import { checkSettings } from '../../domain/settings/check-settings';
import { choice, required, whole } from '../../domain/settings/setting';
import type { ChoiceOf, SettingsOf } from '../../domain/settings/settings-of';
import { FAMILY_NAMES, type FamilyName } from '../../environment/airline/generator/families/family-name';
import { generateAirlineTaskSetInSlices } from '../../environment/airline/generator/generate-task-set';
import { SPLITS } from '../../environment/airline/generator/split';
import { AIRLINE_VERSIONS } from '../../environment/airline/world/world';
import { InvalidInputError } from '../../errors';
import type { TaskSet } from '../../model/tasks/task-set.model';
import type { NewPlayableTask } from '../../persistence/stores/tasks/task-set-store';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { requireText, TEXTS } from '../../stored-text';
import { parseSettings } from '../../settings/parse-settings';
import { settingsSchema } from '../../settings/settings-schema';
import { hashJson } from '../../canonical-json';
import { runOnce } from '../jobs/idempotency';
import type { TaskSetSource } from './load-task-set';
import { toNewPlayableTask } from './playable-task-rows';
import { environmentFormat, type StoredEnvironment, WORLD_SIZES } from '../worlds/stored-environment';

const MAX_GENERATOR_SEED = 2 ** 31 - 1;

/** Settings of a generated task set. */
export const TASK_GENERATION_SETTINGS = {
  version: choice('Version of world, tools and rules', AIRLINE_VERSIONS, 'v1'),
  worldSize: choice('Size of the world', WORLD_SIZES, 'DEFAULT'),
  worldSeed: whole('Seed of the world', { min: 0, max: MAX_GENERATOR_SEED, default: 0 }),
  taskSeed: whole('Seed of the tasks', { min: 0, max: MAX_GENERATOR_SEED, default: 0 }),
  size: required(whole('Number of tasks, spread evenly over the families', { min: 1, max: 1000 })),
  split: choice('Split of the tasks', SPLITS, 'train'),
} as const;

const taskGenerationSchema = settingsSchema(TASK_GENERATION_SETTINGS);

/**
 * Fills in the defaults of the settings. @throws InvalidInputError naming each invalid setting, its value and its
 * limits
 */
export function resolveTaskGeneration(
  choice: ChoiceOf<typeof TASK_GENERATION_SETTINGS>,
): SettingsOf<typeof TASK_GENERATION_SETTINGS> {
  return parseSettings(taskGenerationSchema, choice);
}

export type GenerateTaskSetCommand = SettingsOf<typeof TASK_GENERATION_SETTINGS> & {
  readonly name: string;
  /** Null selects all families. */
  readonly families: readonly FamilyName[] | null;
  readonly idempotencyKey: string | null;
};

/**
 * Generates a world and its tasks and stores them as the next version of the name. The same input gives the same tasks
 * and content hash on every machine. Generation runs in slices, so that the process can serve other requests meanwhile.
 *
 * @throws InvalidInputError for an invalid name, size, seed or family, or if the world has too few distinct tasks
 */
export async function generateTaskSet(
  { database, tenantId, environments }: TaskSetSource,
  input: GenerateTaskSetCommand,
): Promise<TaskSet> {
  checkInput(input);
  const { name, version, worldSize, worldSeed, taskSeed, size, split, idempotencyKey, ...rest } = input;
  const families = rest.families ?? FAMILY_NAMES;
  const stored: StoredEnvironment = { kind: 'GENERATED', version, worldSize, worldSeed };
  const { environment } = await environments.open(stored);
  const request = { world: environment.world, version, split, size, families, seed: taskSeed };
  const generated = await generateAirlineTaskSetInSlices(request, nextTurn);
  const rows = generated.tasks.map((task) => toNewPlayableTask(toPlayableTask(task), task.split));
  const call = { operation: 'generateTaskSet', key: idempotencyKey, input: { ...input, idempotencyKey: null } };
  return storeTaskSet(database, tenantId, { name, environment: stored, rows, call });
}

type TaskSetContent = {
  readonly name: string;
  readonly environment: StoredEnvironment;
  readonly rows: readonly NewPlayableTask[];
  readonly call: { readonly operation: string; readonly key: string | null; readonly input: unknown };
};

/** Stores a sealed set as the next version of its name. */
export function storeTaskSet(
  database: TenantDatabase,
  tenantId: string,
  { name, environment, rows, call }: TaskSetContent,
): Promise<TaskSet> {
  const environmentJson = environmentFormat.write(environment);
  const contentHash = hashJson({ environmentJson, rows });
  return database.inTenant(tenantId, async (stores) => {
    const { id } = await runOnce(stores, call, async () => ({
      id: await stores.taskSets.createVersion({ name, contentHash, environmentJson, tasks: rows }),
    }));
    return stores.taskSets.get(id);
  });
}

function checkInput({ name, families, ...settings }: GenerateTaskSetCommand): void {
  requireText('name', name, TEXTS.name);
  checkSettings(TASK_GENERATION_SETTINGS, settings);
  if (families === null) return;
  const unknown = families.find((family) => !FAMILY_NAMES.includes(family));
  if (unknown !== undefined || families.length === 0) {
    const found = unknown === undefined ? 'is empty' : `has "${unknown}"`;
    throw new InvalidInputError(`families: ${found}; expected some of ${FAMILY_NAMES.join(', ')}`);
  }
  if (new Set(families).size < families.length) throw new InvalidInputError('families: contains a duplicate');
}
