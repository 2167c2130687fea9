import fc from 'fast-check';
import { passHatKOfGlobalTrials, passHatKOfTaskTrials } from '../../../../src/domain/statistics/passes/pass-hat-k';

const FOUR_TRIALS = [
  { trials: 4, successes: 4 },
  { trials: 4, successes: 2 },
  { trials: 4, successes: 0 },
];

describe('passHatKOfGlobalTrials', () => {
  it('gives the example worked by hand', () => {
    // C(2, 2) / C(4, 2) = 1/6 for the second task; nothing for it from k = 3 on.
    const expected = [(1 + 1 / 2) / 3, (1 + 1 / 6) / 3, 1 / 3, 1 / 3];
    passHatKOfGlobalTrials(FOUR_TRIALS, 4).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 14);
    });
  });

  it('counts the missing trials of a task as failures', () => {
    expect(passHatKOfGlobalTrials([{ trials: 1, successes: 1 }], 2)).toEqual([0.5, 0]);
  });

  it('is empty without tasks or trials', () => {
    expect(passHatKOfGlobalTrials([], 4)).toEqual([]);
    expect(passHatKOfGlobalTrials([{ trials: 0, successes: 0 }], 0)).toEqual([]);
  });

  it('refuses more trials than there were, and more successes than trials', () => {
    expect(() => passHatKOfGlobalTrials([{ trials: 5, successes: 1 }], 4)).toThrow('5 trials');
    expect(() => passHatKOfGlobalTrials([{ trials: 1, successes: 5 }], 4)).toThrow('5 successes');
  });
});

describe('passHatKOfTaskTrials', () => {
  it('lets each task count its own trials, up to the least of them', () => {
    const tasks = [
      { trials: 2, successes: 1 },
      { trials: 3, successes: 2 },
    ];
    const [one, two, ...more] = passHatKOfTaskTrials(tasks);
    expect(one).toBeCloseTo((1 / 2 + 2 / 3) / 2, 14);
    expect(two).toBeCloseTo((0 + 1 / 3) / 2, 14);
    expect(more).toEqual([]);
  });

  it('is empty without tasks', () => {
    expect(passHatKOfTaskTrials([])).toEqual([]);
  });

  it('does not overflow with thousands of trials', () => {
    const values = passHatKOfTaskTrials([{ trials: 2000, successes: 2000 }]);
    expect(values.length).toBe(2000);
    expect(values.every((value) => value === 1)).toBe(true);
  });

  it('starts at the pass rate and never rises with k', () => {
    const task = fc
      .nat(8)
      .chain((successes) => fc.record({ successes: fc.constant(successes), trials: fc.constant(8) }));
    fc.assert(
      fc.property(fc.array(task, { minLength: 1 }), (tasks) => {
        const values = passHatKOfTaskTrials(tasks);
        const rate = tasks.reduce((sum, { successes }) => sum + successes / 8, 0) / tasks.length;
        expect(values[0]).toBeCloseTo(rate, 12);
        values.slice(1).forEach((value, i) => {
          expect(value).toBeLessThanOrEqual(values[i]! + 1e-12);
        });
      }),
    );
  });
});
