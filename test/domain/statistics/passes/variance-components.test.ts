import { varianceComponents, type CrossedTrials } from '../../../../src/domain/statistics/passes/variance-components';

/** 6 tasks x 3 simulators x 4 trials, trial after trial, simulator after simulator. */
const VALUES = [
  -0.098, 0.566, -0.209, 0.477, -0.312, -0.629, -0.131, -0.479, 0.543, 0.33, 0.525, 0.358, 0.513, 0.665, 1.075, 0.581,
  0.57, 0.487, 0.787, 0.575, 1.329, 0.105, 0.144, 0.454, 0.377, 0.01, -0.266, -0.206, -0.153, 0.377, -0.404, -0.049,
  -0.182, 0.193, 0.222, -0.523, 1.687, 0.808, 0.529, 0.375, 0.8, 0.917, 1.142, 0.906, 0.772, -0.066, 0.277, 0.176,
  1.014, 1.131, 0.361, 0.881, 1.031, 1.107, 0.295, 0.966, 1.134, 0.824, 1.784, 0.551, 0.33, 0.623, 0.538, 0.372, 0.927,
  0.954, 0.741, 0.777, 0.344, -0.099, 1.242, -0.017,
];
const ALL = VALUES.map((value, i) => ({ value, task: Math.floor(i / 12), simulator: Math.floor(i / 4) % 3 }));
const LEFT_OUT = new Set([0, 5, 6, 7, 13, 20, 31, 32, 33, 34, 50, 71]);

function crossed(trials: typeof ALL): CrossedTrials {
  return {
    values: Float64Array.from(trials, ({ value }) => value),
    taskIndex: Uint32Array.from(trials, ({ task }) => task),
    simulatorIndex: Uint32Array.from(trials, ({ simulator }) => simulator),
  };
}

describe('varianceComponents', () => {
  it('gives the analysis of variance of a balanced design (statsmodels 0.15.0, anova_lm)', () => {
    const { task, simulator, taskBySimulator, trial, reason } = varianceComponents(crossed(ALL));
    expect(task!.estimate).toBeCloseTo(0.11541191111111111, 12);
    expect(simulator!.estimate).toBeCloseTo(-0.01167310694444444, 12);
    expect(taskBySimulator!.estimate).toBeCloseTo(0.04486961851851852, 12);
    expect(trial!.estimate).toBeCloseTo(0.13135625925925926, 12);
    expect(simulator).toMatchObject({ truncated: 0, isTruncated: true, share: 0 });
    expect(task!.share! + taskBySimulator!.share! + trial!.share!).toBeCloseTo(1, 12);
    expect(reason).toBeNull();
  });

  it('gives what an independent matrix form of the method gives for an unbalanced design (numpy 2.4.6)', () => {
    const trials = ALL.filter((_, i) => !LEFT_OUT.has(i));
    const { task, simulator, taskBySimulator, trial } = varianceComponents(crossed(trials));
    expect(task!.estimate).toBeCloseTo(0.10016152385047257, 11);
    expect(simulator!.estimate).toBeCloseTo(-0.007668144230642433, 11);
    expect(taskBySimulator!.estimate).toBeCloseTo(0.035141082743709535, 11);
    expect(trial!.estimate).toBeCloseTo(0.12056663690476166, 11);
  });

  it('splits one simulator into task and trial (statsmodels 0.15.0, one-way anova_lm)', () => {
    const trials = ALL.map((trial) => ({ ...trial, simulator: 0 }));
    const components = varianceComponents(crossed(trials));
    expect(components.task!.estimate).toBeCloseTo(0.12835654082491585, 12);
    expect(components.trial!.estimate).toBeCloseTo(0.15549917676767674, 12);
    expect(components).toMatchObject({ simulator: null, taskBySimulator: null, reason: 'fewer than 2 simulators' });
  });

  it('leaves the interaction in the rest where each task has one trial under each simulator', () => {
    const components = varianceComponents(crossed(ALL.filter((_, i) => i % 4 === 0)));
    expect(components.taskBySimulator).toBeNull();
    expect(components.trial).not.toBeNull();
    expect(components.reason).toContain('no task has 2 trials under one simulator');
  });

  it('tells nothing apart with one trial of one task, or none, and refuses lists of different lengths', () => {
    expect(varianceComponents(crossed(ALL.slice(0, 1)))).toMatchObject({ task: null, trial: null });
    expect(varianceComponents(crossed([])).reason).toContain('fewer than 2 tasks');
    const { values, taskIndex } = crossed(ALL);
    expect(() => varianceComponents({ values, taskIndex, simulatorIndex: new Uint32Array(1) })).toThrow('1 trials');
  });

  it('has variances of 0 and no shares when nothing varies', () => {
    const components = varianceComponents(crossed(ALL.map((trial) => ({ ...trial, value: 1 }))));
    expect(components.task).toMatchObject({ truncated: 0, share: null });
  });
});
