import { createRandom } from '../../src/domain/random';
import { InvalidInputError } from '../../src/errors';

function firstNumbers(seed: number, stream: number): number[] {
  const random = createRandom(seed, stream);
  return Array.from({ length: 5 }, () => random.next());
}

describe('createRandom', () => {
  it('gives the same numbers for the same seed and stream', () => {
    expect(firstNumbers(12, 3)).toEqual(firstNumbers(12, 3));
  });

  it('gives other numbers for another seed, and for another stream', () => {
    const [base, seed, stream] = [firstNumbers(1, 0), firstNumbers(2, 0), firstNumbers(1, 1)];
    for (let i = 0; i < base.length; i += 1) {
      expect(seed[i]).not.toBe(base[i]);
      expect(stream[i]).not.toBe(base[i]);
    }
  });

  it('begins neighbouring seeds far apart', () => {
    const firsts = Array.from({ length: 1000 }, (_, seed) => createRandom(seed).next());
    const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length;
    // The mean of 1000 uniform numbers has the standard deviation 0.0091; five of them are allowed.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.046);
  });

  it('draws each integer of a range about equally often, both ends included', () => {
    const random = createRandom(5);
    const counts = [0, 0, 0];
    for (let draw = 0; draw < 30_000; draw += 1) counts[random.integer(0, 2)]! += 1;
    // 10,000 expected of each; the standard deviation is 82.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(410);
  });

  it.each([0.5, NaN, 2 ** 60])('refuses the seed %p', (seed) => {
    expect(() => createRandom(seed)).toThrow(InvalidInputError);
  });

  it.each([-1, 1.5, 1000])('refuses the stream %p', (stream) => {
    expect(() => createRandom(1, stream)).toThrow(InvalidInputError);
  });

  it('refuses a range that holds no whole number', () => {
    expect(() => createRandom(1).integer(2, 1)).toThrow('2 to 1');
  });
});
