import { AirlineEnvironment } from '../../../../src/environment/airline/airline-environment';
import { generateAirlineTaskSet } from '../../../../src/environment/airline/generator/generate-task-set';
import type { GeneratedTask } from '../../../../src/environment/airline/generator/generated-task';
import { generateWorld } from '../../../../src/environment/airline/generator/generate-world';
import { SMALL_WORLD_SETTINGS } from '../../../../src/environment/airline/generator/world/world-settings';
import type { AirlineVersion } from '../../../../src/environment/airline/world/world';

/** A small generated airline with tasks of every family. */
export type GeneratedAirline = { readonly environment: AirlineEnvironment; readonly tasks: readonly GeneratedTask[] };

const AIRLINES = new Map<string, GeneratedAirline>();

/** Generated once for each version and size. */
export function generatedAirline(version: AirlineVersion, size: number): GeneratedAirline {
  const key = `${version} ${size}`;
  const known = AIRLINES.get(key);
  if (known !== undefined) return known;
  const world = generateWorld({ ...SMALL_WORLD_SETTINGS, version }, 11);
  const { tasks } = generateAirlineTaskSet({ world, version, size, split: 'train', seed: 5 });
  const airline = { environment: new AirlineEnvironment(world, version), tasks };
  AIRLINES.set(key, airline);
  return airline;
}
