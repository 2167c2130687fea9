import { bcaInterval } from '../../../../src/domain/statistics/intervals/bca-interval';

/** Pass rates of 12 tasks, and the means of 60 resamples of them (numpy 2.4.6, default_rng(12345).choice). */
const TASKS = [0.0, 0.0, 0.25, 0.5, 0.25, 1.0, 1.0, 0.75, 0.0, 0.5, 0.25, 0.0];
const DRAWS = [
  0.3125, 0.3125, 0.2916666666666667, 0.2708333333333333, 0.4166666666666667, 0.3125, 0.75, 0.4166666666666667,
  0.3541666666666667, 0.5, 0.4583333333333333, 0.4791666666666667, 0.3541666666666667, 0.4583333333333333,
  0.3333333333333333, 0.4375, 0.22916666666666666, 0.5416666666666666, 0.25, 0.16666666666666666, 0.5416666666666666,
  0.3958333333333333, 0.125, 0.25, 0.1875, 0.5833333333333334, 0.14583333333333334, 0.375, 0.3958333333333333,
  0.2708333333333333, 0.375, 0.3125, 0.5, 0.22916666666666666, 0.2916666666666667, 0.4166666666666667,
  0.4166666666666667, 0.375, 0.5, 0.4583333333333333, 0.3125, 0.2916666666666667, 0.3333333333333333, 0.625,
  0.3333333333333333, 0.22916666666666666, 0.6041666666666666, 0.2916666666666667, 0.10416666666666667,
  0.3333333333333333, 0.22916666666666666, 0.3333333333333333, 0.4375, 0.5625, 0.4791666666666667, 0.4583333333333333,
  0.4791666666666667, 0.3541666666666667, 0.3125, 0.5,
];

const sortedDraws = Float64Array.from(DRAWS).sort();
const sum = TASKS.reduce((total, value) => total + value, 0);
const observed = sum / TASKS.length;
const leaveOneOut = Float64Array.from(TASKS, (value) => (sum - value) / (TASKS.length - 1));

describe('bcaInterval', () => {
  // Computed in Python from the same draws by the formula of scipy.stats.bootstrap (scipy 1.17.1), which gave the interval of
  // scipy.stats.bootstrap(method="BCa") itself when it was fed that call's draws.
  it.each([
    [0.95, 0.163843275491754, 0.6700502710939471, 0.10463345561407526, 0.028000000000000205],
    [0.8, 0.24736127104439598, 0.5709075742386979, 0.10463345561407526, 0.028000000000000205],
  ])('at %d is what the formula of scipy.stats.bootstrap gives', (confidence, low, high, bias, acceleration) => {
    const interval = bcaInterval({ sortedDraws, observed, leaveOneOut, confidence })!;
    expect(interval.low).toBeCloseTo(low, 11);
    expect(interval.high).toBeCloseTo(high, 11);
    expect(interval.bias).toBeCloseTo(bias, 11);
    expect(interval.acceleration).toBeCloseTo(acceleration, 11);
  });

  it('is null without acceleration, with one task, and when all draws lie on one side', () => {
    const input = { sortedDraws, observed, leaveOneOut, confidence: 0.95 };
    expect(bcaInterval({ ...input, leaveOneOut: new Float64Array(12).fill(0.3) })).toBeNull();
    expect(bcaInterval({ ...input, leaveOneOut: Float64Array.of(0.3) })).toBeNull();
    expect(bcaInterval({ ...input, observed: 2 })).toBeNull();
    expect(bcaInterval({ ...input, sortedDraws: new Float64Array() })).toBeNull();
  });
});
