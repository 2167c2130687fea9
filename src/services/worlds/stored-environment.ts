import { z } from 'zod';
import { AIRLINE_VERSIONS } from '../../environment/airline/world/world';
import {
  DEFAULT_WORLD_SETTINGS,
  SMALL_WORLD_SETTINGS,
  type WorldSettings,
} from '../../environment/airline/generator/world/world-settings';
import { StoredFormat } from '../../stored-format';
import { canonicalJson } from '../../canonical-json';

/** Sizes of generated worlds by name. Names are stored in rows, so their settings must never change. */
export const WORLD_SIZES = ['SMALL', 'DEFAULT'] as const;
export type WorldSize = (typeof WORLD_SIZES)[number];

export const SETTINGS_OF_WORLD_SIZE: Readonly<Record<WorldSize, WorldSettings>> = {
  SMALL: SMALL_WORLD_SETTINGS,
  DEFAULT: DEFAULT_WORLD_SETTINGS,
};

/** The world in which the tasks of a set are played, as stored in the row: enough to restore the same world. */
const environmentSchema = z.discriminatedUnion('kind', [
  /** Generated from its seed. */
  z.strictObject({
    kind: z.literal('GENERATED'),
    version: z.enum(AIRLINE_VERSIONS),
    worldSize: z.enum(WORLD_SIZES),
    worldSeed: z.int(),
  }),
  /** Read from the operator's folder of benchmark data; `worldHash` is the hash of its database. */
  z.strictObject({
    kind: z.literal('FOLDER'),
    version: z.enum(AIRLINE_VERSIONS),
    worldHash: z.string().regex(/^[0-9a-f]{64}$/),
  }),
]);

export type StoredEnvironment = z.infer<typeof environmentSchema>;

/** The text is part of the task set's content hash. */
export const environmentFormat = new StoredFormat<StoredEnvironment>({
  place: 'task_set.environment_json',
  schema: environmentSchema,
  toText: canonicalJson,
  isFirstVersionImplied: true,
});
