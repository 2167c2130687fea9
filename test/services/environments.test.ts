import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Environments } from '../../src/services/worlds/environments';
import type { StoredEnvironment } from '../../src/services/worlds/stored-environment';

function generated(worldSeed: number): StoredEnvironment {
  return { kind: 'GENERATED', version: 'v1', worldSize: 'SMALL', worldSeed };
}

describe('the worlds of a process', () => {
  it('shares a world that is used again, within the process alone', async () => {
    const environments = new Environments(null);
    const first = await environments.open(generated(1));
    expect(await environments.open(generated(1))).toBe(first);
    expect(await environments.open(generated(2))).not.toBe(first);
    const other = await new Environments(null).open(generated(1));
    expect(other).not.toBe(first);
    expect(other.environment.world).toEqual(first.environment.world);
  });

  it('keeps the four that were used last', async () => {
    const environments = new Environments(null);
    const [first, second] = [await environments.open(generated(1)), await environments.open(generated(2))];
    for (const seed of [3, 4, 1, 5]) await environments.open(generated(seed));
    expect(await environments.open(generated(1))).toBe(first);
    expect(await environments.open(generated(2))).not.toBe(second);
  });

  it('says why a world of a folder cannot be had, each time it is asked for', async () => {
    const stored = { kind: 'FOLDER', version: 'v1', worldHash: '0'.repeat(64) } as const;
    const without = new Environments(null);
    await expect(without.open(stored)).rejects.toThrow('set TURNWISE_BENCHMARK_DATA');
    const folder = mkdtempSync(join(tmpdir(), 'turnwise-test-environments-'));
    try {
      const empty = new Environments(folder);
      const [once, again] = [empty.open(stored), empty.open(stored)];
      expect(again).toBe(once);
      await expect(once).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      const later = empty.open(stored);
      expect(later).not.toBe(once);
      await expect(later).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
