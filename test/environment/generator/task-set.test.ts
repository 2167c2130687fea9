import { FAMILY_NAMES } from '../../../src/environment/airline/generator/families/family-name';
import { generateAirlineTaskSet } from '../../../src/environment/airline/generator/generate-task-set';
import { generateWorld } from '../../../src/environment/airline/generator/generate-world';
import type { GeneratedTask } from '../../../src/environment/airline/generator/generated-task';
import { SPLITS, usersOfSplit, type Split } from '../../../src/environment/airline/generator/split';
import { SMALL_WORLD_SETTINGS } from '../../../src/environment/airline/generator/world/world-settings';
import { SMALL_WORLDS } from './support/generated-worlds';

const { v1: WORLD } = SMALL_WORLDS;
const SMALL_SET = { world: WORLD, size: 28, split: 'train', seed: 11 } as const;

describe('a generated task set', () => {
  it('is the same on every machine and in every process, in both versions', () => {
    expect(generateAirlineTaskSet(SMALL_SET).contentHash).toBe(
      '8a861d60e0f8f9ed65a83ff1268ba09785ff9e5cf81282941d24225c885c8f5b',
    );
    expect(generateAirlineTaskSet({ ...SMALL_SET, world: SMALL_WORLDS.v2, version: 'v2' }).contentHash).toBe(
      '87284939fc696b7a0e082765cd392d9c3844d5829b8da35ff2833d6ee5d25b84',
    );
  });

  it('is another for another seed, split or world', () => {
    const otherWorld = generateWorld(SMALL_WORLD_SETTINGS, 2);
    const hashes = [
      generateAirlineTaskSet(SMALL_SET),
      generateAirlineTaskSet({ ...SMALL_SET, seed: 12 }),
      generateAirlineTaskSet({ ...SMALL_SET, split: 'validation' }),
      generateAirlineTaskSet({ ...SMALL_SET, world: otherWorld }),
    ].map(({ contentHash }) => contentHash);
    expect(new Set(hashes).size).toBe(4);
  });

  it('lets the families take turns', () => {
    const { tasks } = generateAirlineTaskSet(SMALL_SET);
    expect(tasks.map(({ family }) => family)).toEqual([...FAMILY_NAMES, ...FAMILY_NAMES]);
    const few = generateAirlineTaskSet({ ...SMALL_SET, families: ['bags', 'look-up'], size: 3 });
    expect(few.tasks.map(({ id }) => id)).toEqual(['train-bags-0001', 'train-look-up-0001', 'train-bags-0002']);
  });

  it('begins with the tasks of a smaller one, and of one with fewer families', () => {
    const all = generateAirlineTaskSet(SMALL_SET).tasks;
    expect(generateAirlineTaskSet({ ...SMALL_SET, size: 20 }).tasks).toEqual(all.slice(0, 20));
    const bags = generateAirlineTaskSet({ ...SMALL_SET, families: ['bags'], size: 2 }).tasks;
    expect(bags).toEqual(all.filter(({ family }) => family === 'bags'));
  });

  it('may be empty', () => {
    expect(generateAirlineTaskSet({ ...SMALL_SET, size: 0 }).tasks).toEqual([]);
  });

  it.each([
    [{ size: -1 }, 'size is -1; it must be an integer'],
    [{ size: 1.5 }, 'size is 1.5; it must be an integer'],
    [{ seed: NaN }, 'seed is NaN; it must be an integer'],
    [{ families: [] }, 'no task family was selected'],
    [{ families: ['hotels' as never] }, 'there is no task family hotels'],
  ])('refuses %j', (change, message) => {
    expect(() => generateAirlineTaskSet({ ...SMALL_SET, ...change })).toThrow(message);
  });

  it('says when a world has no more different tasks', () => {
    const world = generateWorld({ ...SMALL_WORLD_SETTINGS, users: 20, reservations: 20 }, 1);
    const request = { ...SMALL_SET, world, size: 500, families: ['cancel-forbidden'] as const };
    expect(() => generateAirlineTaskSet(request)).toThrow(
      /^the world has \d+ different tasks of the family cancel-forbidden for train; make a larger world for more$/,
    );
  });
});

describe('the splits', () => {
  /** Users and reservations of the world that a task names anywhere: in its text, its facts or its actions. */
  function namesIn(tasks: readonly GeneratedTask[]): Set<string> {
    const words = JSON.stringify(tasks).match(/[a-z]+_[a-z]+_[0-9]{4}|\b[A-Z0-9]{6}\b/g) ?? [];
    return new Set(words.filter((word) => WORLD.users.has(word) || WORLD.reservations.has(word)));
  }

  it('have every user of the world exactly once', () => {
    const users = SPLITS.flatMap((split) => usersOfSplit(WORLD, split));
    expect(users.sort()).toEqual([...WORLD.users.keys()].sort());
    expect(SPLITS.map((split) => usersOfSplit(WORLD, split).length)).toEqual([84, 18, 18]);
  });

  it('share no user, no reservation and no task, whatever the seeds', () => {
    const named = SPLITS.map((split: Split, rank) => {
      const tasks = [rank, rank + 7].flatMap(
        (seed) => generateAirlineTaskSet({ world: WORLD, split, seed, size: 98 }).tasks,
      );
      return { split, names: namesIn(tasks), ids: tasks.map(({ id }) => id) };
    });
    for (const { split, names, ids } of named) {
      expect(names.size).toBeGreaterThan(30);
      const others = named.filter((other) => other.split !== split);
      expect([...names].filter((name) => others.some((other) => other.names.has(name)))).toEqual([]);
      expect(ids.filter((id) => others.some((other) => other.ids.includes(id)))).toEqual([]);
    }
  });
});
