import { passAtKOfGlobalTrials, passAtKOfTaskTrials } from '../../../../src/domain/statistics/passes/pass-at-k';
import { passHatKOfTaskTrials } from '../../../../src/domain/statistics/passes/pass-hat-k';

describe('passAtKOfGlobalTrials', () => {
  it('gives the example worked by hand', () => {
    // The second task: 1 - C(2, k) / C(4, k) = 1/2, 5/6, 1, 1.
    const tasks = [
      { trials: 4, successes: 4 },
      { trials: 4, successes: 2 },
      { trials: 4, successes: 0 },
    ];
    const expected = [(1 + 1 / 2) / 3, (1 + 5 / 6) / 3, 2 / 3, 2 / 3];
    passAtKOfGlobalTrials(tasks, 4).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 14);
    });
  });

  it('counts the missing trials of a task as failures', () => {
    expect(passAtKOfGlobalTrials([{ trials: 1, successes: 1 }], 2)).toEqual([0.5, 1]);
  });

  it('refuses more trials than there were, and more successes than trials', () => {
    expect(() => passAtKOfGlobalTrials([{ trials: 5, successes: 1 }], 4)).toThrow('5 trials');
    expect(() => passAtKOfGlobalTrials([{ trials: 1, successes: 5 }], 4)).toThrow('5 successes');
  });
});

describe('passAtKOfTaskTrials', () => {
  it('lets each task count its own trials, up to the least of them', () => {
    const tasks = [
      { trials: 2, successes: 1 },
      { trials: 3, successes: 0 },
    ];
    expect(passAtKOfTaskTrials(tasks)).toEqual([0.25, 0.5]);
    expect(passAtKOfTaskTrials([])).toEqual([]);
  });

  it('is what failing is not: 1 less pass^k of the failures', () => {
    const tasks = [3, 0, 7, 5].map((successes) => ({ trials: 7, successes }));
    const failures = tasks.map(({ trials, successes }) => ({ trials, successes: trials - successes }));
    const allFail = passHatKOfTaskTrials(failures);
    passAtKOfTaskTrials(tasks).forEach((value, i) => {
      expect(value).toBeCloseTo(1 - allFail[i]!, 14);
    });
  });
});
