import { canonicalJson } from '../../canonical-json';
import { type OpenEnvironment, openEnvironment } from './open-environment';
import type { StoredEnvironment } from './stored-environment';

/** Max number of cached worlds. A world of the default size takes 0.2 s to generate and about 50 MB. */
const MAX_KEPT = 4;

/**
 * The worlds of a process, created at its start and passed to the code that plays. Recently used worlds are shared,
 * because episodes never change them.
 */
export class Environments {
  private readonly kept = new Map<string, Promise<OpenEnvironment>>();

  /**
   * @param benchmarkFolder the operator's folder of benchmark data (TURNWISE_BENCHMARK_DATA), or null if there is none
   */
  constructor(private readonly benchmarkFolder: string | null) {}

  /** @throws InvalidInputError as `openEnvironment`; a world that failed to open is tried again next time */
  open(stored: StoredEnvironment): Promise<OpenEnvironment> {
    const { kept } = this;
    const key = canonicalJson(stored);
    const known = kept.get(key);
    const opened = known ?? openEnvironment(stored, this.benchmarkFolder);
    // Least recently used worlds are evicted first.
    kept.delete(key);
    kept.set(key, opened);
    if (known === undefined) {
      opened.catch(() => kept.delete(key));
      for (const oldest of [...kept.keys()].slice(0, -MAX_KEPT)) kept.delete(oldest);
    }
    return opened;
  }
}
