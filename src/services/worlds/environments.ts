import { canonicalJson } from '../../canonical-json';
import { type OpenEnvironment, openEnvironment } from './open-environment';
import type { StoredEnvironment } from './stored-environment';

/** How many worlds are kept: one of the default size takes a fifth of a second to make and some 50 MB. */
const MAX_KEPT = 4;

/**
 * The worlds of a process, made where it starts and passed to whoever plays. A recently used world is shared, because
 * episodes never change it.
 */
export class Environments {
  private readonly kept = new Map<string, Promise<OpenEnvironment>>();

  /** @param benchmarkFolder the operator's folder of benchmark data (TURNWISE_BENCHMARK_DATA), or null without one */
  constructor(private readonly benchmarkFolder: string | null) {}

  /** @throws InvalidInputError as `openEnvironment`; a world that could not be opened is tried again next time */
  open(stored: StoredEnvironment): Promise<OpenEnvironment> {
    const { kept } = this;
    const key = canonicalJson(stored);
    const known = kept.get(key);
    const opened = known ?? openEnvironment(stored, this.benchmarkFolder);
    // Last used, last to go.
    kept.delete(key);
    kept.set(key, opened);
    if (known === undefined) {
      opened.catch(() => kept.delete(key));
      for (const oldest of [...kept.keys()].slice(0, -MAX_KEPT)) kept.delete(oldest);
    }
    return opened;
  }
}
