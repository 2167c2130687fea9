import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentBrief } from '../../conversation/policy';
import { AirlineEnvironment } from '../../environment/airline/airline-environment';
import { hashWorld } from '../../environment/airline/world/database-hash';
import { generateWorld } from '../../environment/airline/generator/generate-world';
import { airlinePolicyText } from '../../environment/airline/policy/policy-text';
import { readAirlineEnvironment } from '../../environment/airline/readers/airline-folder';
import { findBenchmarkFile } from '../../environment/airline/readers/benchmark-file';
import type { AirlineVersion } from '../../environment/airline/world/world';
import { InvalidInputError } from '../../errors';
import { SETTINGS_OF_WORLD_SIZE, type StoredEnvironment } from './stored-environment';

/** A world to play in, with the policy text for the agent. */
export type OpenEnvironment = { readonly environment: AirlineEnvironment; readonly brief: AgentBrief };

/**
 * Generates or reads the world of a task set. `Environments` caches worlds that are used again.
 *
 * @param benchmarkFolder the operator's folder of benchmark data (TURNWISE_BENCHMARK_DATA), or null if there is none
 * @throws InvalidInputError for a world of a folder if there is no folder, or if it holds a different world
 */
export async function openEnvironment(
  stored: StoredEnvironment,
  benchmarkFolder: string | null,
): Promise<OpenEnvironment> {
  const { version } = stored;
  if (stored.kind === 'GENERATED') {
    const world = generateWorld({ ...SETTINGS_OF_WORLD_SIZE[stored.worldSize], version }, stored.worldSeed);
    const environment = new AirlineEnvironment(world, version);
    return { environment, brief: { version, policyText: airlinePolicyText(version) } };
  }
  if (benchmarkFolder === null) {
    throw new InvalidInputError(
      `the task set is played in the world of a benchmark (${version}); set TURNWISE_BENCHMARK_DATA to its folder on every worker`,
    );
  }
  const folder = await readFolderEnvironment(benchmarkFolder, version);
  if (folder.worldHash !== stored.worldHash) {
    throw new InvalidInputError(
      `TURNWISE_BENCHMARK_DATA: the world of ${version} has hash ${folder.worldHash}; the task set was imported with ${stored.worldHash}`,
    );
  }
  return folder;
}

const FOLDER_OF_VERSION: Readonly<Record<AirlineVersion, string>> = { v1: 'tau-bench', v2: 'tau2-bench' };

/**
 * Folder with the files of a version: the subfolder `tau-bench` or `tau2-bench` if it exists, else the folder itself,
 * so that one setting serves both versions.
 */
export function airlineFolderOf(folder: string, version: AirlineVersion): string {
  const inside = join(folder, FOLDER_OF_VERSION[version]);
  return existsSync(inside) ? inside : folder;
}

/**
 * Reads the world of a benchmark folder with its hash and the policy text next to it; if there is none, the built-in
 * text.
 *
 * @throws InvalidInputError if a file of the world is missing or malformed
 */
export async function readFolderEnvironment(
  benchmarkFolder: string,
  version: AirlineVersion,
): Promise<OpenEnvironment & { readonly worldHash: string }> {
  const folder = airlineFolderOf(benchmarkFolder, version);
  const environment = await readAirlineEnvironment(folder, version);
  const rules = await findBenchmarkFile(folder, version === 'v1' ? ['wiki.md'] : ['policy.md']);
  const policyText = rules?.text ?? airlinePolicyText(version);
  return { environment, brief: { version, policyText }, worldHash: hashWorld(environment.world, version) };
}
