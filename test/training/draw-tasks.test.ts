import { drawTasks } from '../../src/training/draw-tasks';
import { splitEvenly } from '../../src/training/split-evenly';

const TASKS = ['a', 'b', 'c', 'd', 'e'];

describe('drawTasks', () => {
  it('draws each task once a round, in a new order each round', () => {
    const drawn = drawTasks(TASKS, { from: 0, count: 20, seed: 3 });
    const rounds = [0, 5, 10, 15].map((from) => drawn.slice(from, from + 5));
    for (const round of rounds) expect([...round].sort()).toEqual(TASKS);
    expect(new Set(rounds.map((round) => round.join(''))).size).toBeGreaterThan(1);
  });

  it('gives the same walk in whatever steps it is drawn', () => {
    const whole = drawTasks(TASKS, { from: 0, count: 18, seed: 3 });
    const steps = [0, 4, 8, 12].flatMap((from) => drawTasks(TASKS, { from, count: 4, seed: 3 }));
    expect(steps).toEqual(whole.slice(0, 16));
    expect(drawTasks(TASKS, { from: 0, count: 18, seed: 4 })).not.toEqual(whole);
  });

  it('refuses to draw from nothing', () => {
    expect(() => drawTasks([], { from: 0, count: 1, seed: 1 })).toThrow('there are no tasks to draw from');
  });
});

describe('splitEvenly', () => {
  it.each([
    [10, 4, [3, 3, 4]],
    [9, 4, [3, 3, 3]],
    [4, 4, [4]],
    [5, 4, [2, 3]],
    [3, 1, [1, 1, 1]],
    [0, 4, []],
  ])('cuts %i items, at most %i each, into parts of like length', (length, most, expected) => {
    const items = Array.from({ length }, (_, i) => i);
    const parts = splitEvenly(items, most);
    expect(parts.map((part) => part.length)).toEqual(expected);
    expect(parts.flat()).toEqual(items);
  });
});
