import { setImmediate as nextTurn } from 'node:timers/promises';
import { toPlayableTask } from '../../conversation/playable-task';
import { FAMILY_NAMES, type FamilyName } from '../../environment/airline/generator/families/family-name';
import { generateAirlineTaskSetInSlices } from '../../environment/airline/generator/generate-task-set';
import type { Split } from '../../environment/airline/generator/split';
import type { AirlineVersion } from '../../environment/airline/world/world';
import { InvalidInputError } from '../../errors';
import type { TaskSet } from '../../model/tasks/task-set.model';
import type { NewPlayableTask } from '../../persistence/stores/tasks/task-set-store';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { requireText, TEXTS } from '../../stored-text';
import { hashJson } from '../../canonical-json';
import { runOnce } from '../jobs/idempotency';
import type { TaskSetSource } from './load-task-set';
import { toNewPlayableTask } from './playable-task-rows';
import { environmentFormat, type StoredEnvironment, type WorldSize } from '../worlds/stored-environment';

export type GenerateTaskSetCommand = {
  readonly name: string;
  readonly version: AirlineVersion;
  readonly worldSize: WorldSize;
  /** 0 to 2^31 - 1, as `taskSeed`. */
  readonly worldSeed: number;
  readonly taskSeed: number;
  /** 1 to `MAX_GENERATED_TASKS`. */
  readonly size: number;
  readonly split: Split;
  /** All families when null. */
  readonly families: readonly FamilyName[] | null;
  readonly idempotencyKey: string | null;
};

export const MAX_GENERATED_TASKS = 1000;
const MAX_SEED = 2 ** 31 - 1;

/**
 * Generates a world and tasks in it and stores them as the next version of the name. The same input gives the same tasks and
 * content hash on every machine. Made in slices, so that the process answers others meanwhile.
 *
 * @throws InvalidInputError for a name, size, seed or family out of range, and when the world has no more different tasks
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

function checkInput({ name, size, worldSeed, taskSeed, families }: GenerateTaskSetCommand): void {
  requireText('name', name, TEXTS.name);
  requireWhole('size', size, 1, MAX_GENERATED_TASKS);
  requireWhole('worldSeed', worldSeed, 0, MAX_SEED);
  requireWhole('taskSeed', taskSeed, 0, MAX_SEED);
  if (families === null) return;
  const unknown = families.find((family) => !FAMILY_NAMES.includes(family));
  if (unknown !== undefined || families.length === 0) {
    const found = unknown === undefined ? 'is empty' : `has "${unknown}"`;
    throw new InvalidInputError(`families: ${found}; there are ${FAMILY_NAMES.join(', ')}`);
  }
  if (new Set(families).size < families.length) throw new InvalidInputError('families: has one of them twice');
}

function requireWhole(field: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new InvalidInputError(`${field}: is ${value}; it must be a whole number from ${min} to ${max}`);
}
