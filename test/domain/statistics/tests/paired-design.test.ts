import {
  minimumDetectableEffect,
  powerOfDesign,
  standardErrorOfDesign,
  tasksForPower,
  trialsForPower,
} from '../../../../src/domain/statistics/tests/paired-design';
import { pairedTTest } from '../../../../src/domain/statistics/tests/paired-t-test';
import { createRandom } from '../../../../src/domain/random';
import { bySuiteSize, simulationTolerance } from '../../../support/suite-size';

const ERRORS = { alpha: 0.05, power: 0.8 };
const DESIGN = { tasks: 50, trials: 4, differenceVariance: 0.02, trialVariance: 0.15 };

describe('minimumDetectableEffect', () => {
  it.each([
    [0.05, 50, 0.14292968178336582, 0.14290026997745447],
    [0.1, 10, 0.314556102248374, 0.31496345918890145],
    [0.02, 500, 0.05614143080312989, 0.05613975858075239],
  ])(
    "with standard error %d and %d tasks is Bloom's formula by scipy.stats.t.ppf (scipy 1.17.1), and near the noncentral t (statsmodels 0.15.0)",
    (standardError, tasks, formula, noncentral) => {
      const effect = minimumDetectableEffect(standardError, tasks, ERRORS);
      expect(effect).toBeCloseTo(formula, 11);
      expect(Math.abs(effect / noncentral - 1)).toBeLessThan(0.015);
    },
  );

  it('refuses a single task and a power of 1', () => {
    expect(() => minimumDetectableEffect(0.1, 1, ERRORS)).toThrow('tasks is 1');
    expect(() => minimumDetectableEffect(0.1, 10, { alpha: 0.05, power: 1 })).toThrow('power is 1');
  });
});

describe('powerOfDesign', () => {
  it('is the shifted t by scipy.stats.t (scipy 1.17.1)', () => {
    expect(powerOfDesign(DESIGN, 0.1, 0.05)).toBeCloseTo(0.6114181987331648, 11);
    const single = { tasks: 200, trials: 1, differenceVariance: 0, trialVariance: 0.2 };
    expect(powerOfDesign(single, -0.1, 0.05)).toBeCloseTo(0.6040163158227594, 11);
  });

  it('is the share of simulated evaluations whose paired t-test finds the difference', () => {
    // Pass rates 0.3 and 0.45 on every task: trial variance is the mean of 0.21 and 0.2475.
    const random = createRandom(5);
    const design = { tasks: 40, trials: 4, differenceVariance: 0, trialVariance: (0.21 + 0.2475) / 2 };
    const rate = (chance: number): number =>
      [1, 2, 3, 4].reduce((passes) => passes + Number(random.next() < chance), 0) / 4;
    const runs = bySuiteSize({ plain: 300, full: 2000 });
    const power = powerOfDesign(design, 0.15, 0.05);
    let found = 0;
    for (let run = 0; run < runs; run += 1) {
      const differences = Array.from({ length: 40 }, () => rate(0.45) - rate(0.3));
      if (pairedTTest(differences, 0.95).p! < 0.05) found += 1;
    }
    expect(Math.abs(found / runs - power)).toBeLessThan(simulationTolerance(power, runs));
  });

  it('is certain when nothing varies', () => {
    const still = { tasks: 5, trials: 1, differenceVariance: 0, trialVariance: 0 };
    expect([powerOfDesign(still, 0.1, 0.05), powerOfDesign(still, 0, 0.05)]).toEqual([1, 0]);
  });
});

describe('tasksForPower and trialsForPower', () => {
  it('give the least number that reaches the power', () => {
    const perTask = { trials: 4, differenceVariance: 0.02, trialVariance: 0.15 };
    const tasks = tasksForPower(perTask, 0.1, ERRORS)!;
    expect(powerOfDesign({ ...perTask, tasks }, 0.1, 0.05)).toBeGreaterThanOrEqual(0.8);
    expect(powerOfDesign({ ...perTask, tasks: tasks - 1 }, 0.1, 0.05)).toBeLessThan(0.8);
    const perTrial = { tasks: 100, differenceVariance: 0.02, trialVariance: 0.15 };
    const trials = trialsForPower(perTrial, 0.1, ERRORS)!;
    expect(powerOfDesign({ ...perTrial, trials }, 0.1, 0.05)).toBeGreaterThanOrEqual(0.8);
    expect(powerOfDesign({ ...perTrial, trials: trials - 1 }, 0.1, 0.05)).toBeLessThan(0.8);
  });

  it('say that no number of trials is enough when the tasks differ too much', () => {
    const few = { tasks: 10, differenceVariance: 0.1, trialVariance: 0.2 };
    expect(trialsForPower(few, 0.05, ERRORS)).toBeNull();
    expect(tasksForPower({ trials: 1, differenceVariance: 0.1, trialVariance: 0.2 }, 1e-6, ERRORS)).toBeNull();
  });

  it("rest on the model's standard error", () => {
    expect(standardErrorOfDesign(DESIGN)).toBeCloseTo(Math.sqrt((0.02 + 0.3 / 4) / 50), 15);
  });
});
