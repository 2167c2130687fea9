import { planEvaluation } from '../../../src/domain/evaluation/plan-evaluation';

const INPUT = {
  effect: 0.1,
  alpha: 0.05,
  power: 0.8,
  trialVariance: 0.15,
  differenceVariance: 0.02,
  tasks: 50,
  trialOptions: [1, 4, 8],
};

describe('planEvaluation', () => {
  it('says how many tasks and rollouts each number of trials needs, and which is cheapest', () => {
    const { options, cheapest } = planEvaluation(INPUT);
    // Normal approximation: (1.96 + 0.84)^2 * variance / effect^2, a little less than with Student's t.
    options.forEach(({ trials, tasksNeeded, rolloutsNeeded }) => {
      const rough = (2.8016 ** 2 * (0.02 + 0.3 / trials)) / 0.01;
      expect(Math.abs(tasksNeeded! - rough)).toBeLessThan(4);
      expect(rolloutsNeeded).toBe(2 * trials * tasksNeeded!);
    });
    expect(cheapest!.trials).toBe(1);
  });

  it('says what the tasks at hand can see', () => {
    const { options, trialsNeededAtHand } = planEvaluation(INPUT);
    expect(options[0]!.powerAtHand).toBeLessThan(options[2]!.powerAtHand!);
    expect(options[0]!.minimumDetectableEffectAtHand).toBeGreaterThan(options[2]!.minimumDetectableEffectAtHand!);
    expect(trialsNeededAtHand).toBeGreaterThan(4);
    const free = planEvaluation({ ...INPUT, tasks: null });
    expect(free).toMatchObject({ trialsNeededAtHand: null, options: [{ powerAtHand: null }, {}, {}] });
  });

  it('says that no design is enough, and refuses an effect of 0 and no options', () => {
    expect(planEvaluation({ ...INPUT, effect: 1e-6 })).toMatchObject({ cheapest: null, trialsNeededAtHand: null });
    expect(() => planEvaluation({ ...INPUT, effect: 0 })).toThrow('effect: is 0');
    expect(() => planEvaluation({ ...INPUT, trialOptions: [] })).toThrow('trialOptions: has 0 entries');
    expect(() => planEvaluation({ ...INPUT, trialVariance: 0.3 })).toThrow('trialVariance: is 0.3');
  });
});
