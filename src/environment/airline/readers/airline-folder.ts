import { AirlineEnvironment } from '../airline-environment';
import type { AirlineTaskSet } from '../tasks';
import type { AirlineVersion, World } from '../world/world';
import { readTau2BenchTasks, readTau2BenchWorld } from './tau2-bench-folder';
import { readTauBenchTasks, readTauBenchWorld } from './tau-bench-folder';

/**
 * The airline over the world of a benchmark folder.
 *
 * @param folder a tau-bench airline folder for `v1`, a tau2-bench airline folder for `v2`
 * @throws InvalidInputError when a file is missing or malformed
 */
export async function readAirlineEnvironment(folder: string, version: AirlineVersion): Promise<AirlineEnvironment> {
  return new AirlineEnvironment(await readAirlineWorld(folder, version), version);
}

/** The world of a benchmark folder. @throws InvalidInputError when a file is missing or malformed */
export async function readAirlineWorld(folder: string, version: AirlineVersion): Promise<World> {
  return version === 'v1' ? readTauBenchWorld(folder) : readTau2BenchWorld(folder);
}

/** The task set of a benchmark folder. @throws InvalidInputError when a file is missing or malformed */
export async function readAirlineTasks(folder: string, version: AirlineVersion): Promise<AirlineTaskSet> {
  return version === 'v1' ? readTauBenchTasks(folder) : readTau2BenchTasks(folder);
}
