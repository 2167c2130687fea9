import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { PerTier } from '../../domain/classification/tier';
import { generateRollouts } from '../../domain/synthetic/generate-rollouts';
import type { PlantedEffect } from '../../domain/synthetic/planted-effects';
import { toTauBenchRow } from '../../domain/synthetic/to-tau-bench-row';
import { requireReadableFile } from '../commands/import';
import type { BenchmarkFolder } from './demo-tasks';

/** Size and seed of the synthetic rollouts; also written by `--json`. */
const SYNTHETIC = { tasks: 50, trials: 8, seed: 7 } as const;

/** Rollouts that already exist: from a file, or synthetic with planted effects. */
export type RecordedInput = {
  readonly source: 'FILE' | 'SYNTHETIC';
  readonly experiment: string;
  readonly description: string;
  /** How synthetic rollouts were generated; null for a file. */
  readonly synthetic: typeof SYNTHETIC | null;
  readonly planted: PerTier<PlantedEffect> | null;
  open(): Readable;
};

/** Input of the demo: recorded rollouts, or tasks to play, generated or from a benchmark. */
export type DemoInput =
  | RecordedInput
  | { readonly source: 'GENERATED' }
  | { readonly source: 'BENCHMARK'; readonly benchmark: BenchmarkFolder };

/** @throws InvalidInputError for a file that cannot be read */
export async function prepareFileInput(file: string): Promise<RecordedInput> {
  await requireReadableFile(file);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return {
    source: 'FILE',
    experiment: `${basename(file)} ${hash.digest('hex').slice(0, 8)}`,
    description: file,
    synthetic: null,
    planted: null,
    open: () => createReadStream(file),
  };
}

export function prepareSyntheticInput(): RecordedInput {
  const { rollouts, plantedEffects } = generateRollouts(SYNTHETIC);
  const { tasks, trials, seed } = SYNTHETIC;
  return {
    source: 'SYNTHETIC',
    experiment: `synthetic ${tasks}x${trials} seed ${seed}`,
    description: `${rollouts.length} synthetic rollouts (${tasks} tasks, ${trials} trials, seed ${seed}; no agent was involved)`,
    synthetic: SYNTHETIC,
    planted: plantedEffects,
    open: () => Readable.from(Buffer.from(JSON.stringify(rollouts.map(toTauBenchRow)))),
  };
}
