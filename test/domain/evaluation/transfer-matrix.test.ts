import { DEFAULT_EVALUATION_SETTINGS } from '../../../src/domain/evaluation/evaluation-settings';
import { type SimulatorColumn, transferMatrix } from '../../../src/domain/evaluation/transfer-matrix';
import { matrixOf } from './support/outcomes';

const SETTINGS = { ...DEFAULT_EVALUATION_SETTINGS, bootstrapDraws: 2000 };
const COLUMNS: SimulatorColumn[] = [
  { name: 'kind', kind: 'SIMULATED', matrix: matrixOf([4, 3, 4, 1, 2, 4], 4) },
  { name: 'terse', kind: 'SIMULATED', matrix: matrixOf([2, 2, 3, 0, 1, 2], 4) },
  { name: 'people', kind: 'HUMAN', matrix: matrixOf([1, 2, 2, 0, 0], 2) },
];

describe('transferMatrix', () => {
  it('gives the pass rate of each column and task', () => {
    const { columns, perTask } = transferMatrix(COLUMNS, SETTINGS);
    expect(columns.map(({ passRate }) => passRate.value)).toEqual([0.75, 10 / 24, 0.5]);
    expect(columns.every(({ passRate }) => passRate.bca !== null)).toBe(true);
    expect(perTask[5]).toEqual({ externalId: '5', passRates: [1, 0.5, null] });
  });

  it('gives the gap of each simulator and of their mean to people, over the tasks of both', () => {
    const { gaps } = transferMatrix(COLUMNS, SETTINGS);
    expect(gaps.map(({ simulator, tasks }) => [simulator, tasks])).toEqual([
      ['kind', 5],
      ['terse', 5],
      [null, 5],
    ]);
    expect(gaps[0]!.gap.difference).toBeCloseTo(14 / 20 - 0.5, 14);
    expect(gaps[2]!.gap).toMatchObject({ baseline: 0.5, candidate: expect.closeTo(22 / 40, 13) as number });
    expect(gaps[0]!.gap.percentile!.low).toBeLessThan(0.2);
  });

  it('splits the variance of simulated trials into task, simulator and trial', () => {
    const { variance } = transferMatrix(COLUMNS, SETTINGS);
    expect(variance.reason).toBeNull();
    expect(variance.task!.estimate).toBeGreaterThan(0);
    expect(variance.simulator!.estimate).toBeGreaterThan(0);
    const single = transferMatrix([COLUMNS[0]!], SETTINGS);
    expect(single).toMatchObject({ gaps: [], variance: { simulator: null, reason: 'fewer than 2 simulators' } });
  });

  it('has no gap without tasks in common, and refuses names that repeat and two human cohorts', () => {
    const strangers: SimulatorColumn = { name: 'x', kind: 'HUMAN', matrix: [{ externalId: 'other', trials: [] }] };
    const { gaps } = transferMatrix([COLUMNS[0]!, strangers], SETTINGS);
    expect(gaps[0]).toMatchObject({ tasks: 0, gap: { difference: null } });
    expect(() => transferMatrix([COLUMNS[0]!, COLUMNS[0]!], SETTINGS)).toThrow('kind occurs twice');
    expect(() => transferMatrix([COLUMNS[2]!, strangers], SETTINGS)).toThrow('2 human cohorts');
  });
});
