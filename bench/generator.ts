import { generateAirlineTaskSet } from '../src/environment/airline/generator/generate-task-set';
import { generateWorld } from '../src/environment/airline/generator/generate-world';
import { DEFAULT_WORLD_SETTINGS } from '../src/environment/airline/generator/world/world-settings';
import type { BenchRow } from './bench-row';

const TASKS = 10_000;
const MAX_SECONDS = 60;
const MAX_WORLD_SECONDS = 5;
const SEED = 7;

/**
 * A world of the benchmark's size, and 10,000 validated tasks of all families in it, for both versions of the airline.
 * Limits are fixed times rather than a bare loop, because validation dominates: it replays every task about fifty
 * times.
 */
export function generatorBench(): Promise<BenchRow[]> {
  const rows = (['v1', 'v2'] as const).flatMap((version): BenchRow[] => {
    const settings = { ...DEFAULT_WORLD_SETTINGS, version };
    const { seconds: worldSeconds, result: world } = timed(() => generateWorld(settings, SEED));
    const { seconds, result: set } = timed(() =>
      generateAirlineTaskSet({ world, version, size: TASKS, split: 'train', seed: SEED }),
    );
    return [
      timeRow(`generate a world of ${settings.reservations} reservations, ${version}`, worldSeconds, MAX_WORLD_SECONDS),
      timeRow(`generate and validate ${set.tasks.length} tasks of all families, ${version}`, seconds, MAX_SECONDS),
    ];
  });
  return Promise.resolve(rows);
}

function timeRow(name: string, seconds: number, maxSeconds: number): BenchRow {
  const ratio = seconds / maxSeconds;
  return { name, value: seconds, unit: 's', limit: `max ${maxSeconds} s`, ratio, target: 1, met: ratio <= 1 };
}

function timed<T>(work: () => T): { readonly seconds: number; readonly result: T } {
  const start = performance.now();
  const result = work();
  return { seconds: (performance.now() - start) / 1000, result };
}

if (require.main === module) {
  void generatorBench().then((rows) => {
    console.table(rows);
  });
}
