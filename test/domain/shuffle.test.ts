import { createRandom } from '../../src/domain/random';
import { shuffle } from '../../src/domain/shuffle';

describe('shuffle', () => {
  it('is a permutation that the seed fixes, and leaves its argument alone', () => {
    const items = Array.from({ length: 50 }, (_, i) => i);
    const shuffled = shuffle(createRandom(9), items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
    expect(shuffle(createRandom(9), items)).toEqual(shuffled);
    expect(shuffle(createRandom(10), items)).not.toEqual(shuffled);
    expect(items[0]).toBe(0);
  });

  it('gives each of the six orders of three items about equally often', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed += 1) {
      const order = shuffle(createRandom(seed), ['a', 'b', 'c']).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    // 1000 each are expected with a standard deviation of 29.
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });
});
