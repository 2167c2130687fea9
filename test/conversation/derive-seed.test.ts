import { createHash } from 'node:crypto';

import { deriveSeed } from '../../src/conversation/derive-seed';
import { InvalidInputError } from '../../src/errors';

describe('deriveSeed', () => {
  it('is the first six bytes of SHA-256 over the JSON list of its parts', () => {
    const hash = createHash('sha256').update('["7","task-1","0"]').digest('hex');
    expect(deriveSeed(7, 'task-1', 0)).toBe(parseInt(hash.slice(0, 12), 16));
  });

  it('gives each trial of each task a seed of its own', () => {
    const seeds = ['a', 'b', 'ab'].flatMap((task) => [0, 1, 2, 10].map((trial) => deriveSeed(1, task, trial)));
    expect(new Set(seeds).size).toBe(seeds.length);
    expect(seeds.every(Number.isSafeInteger)).toBe(true);
  });

  it('does not run parts into each other', () => {
    expect(deriveSeed(1, 'a', 'b')).not.toBe(deriveSeed(1, 'a,b'));
    expect(deriveSeed(1, 12)).not.toBe(deriveSeed(1, 1, 2));
  });

  it('refuses a base seed that is no whole number', () => {
    expect(() => deriveSeed(0.5, 'a')).toThrow(InvalidInputError);
    expect(() => deriveSeed(2 ** 53, 'a')).toThrow(InvalidInputError);
  });
});
