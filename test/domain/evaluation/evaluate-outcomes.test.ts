import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { evaluateOutcomes } from '../../../src/domain/evaluation/evaluate-outcomes';
import { DEFAULT_EVALUATION_SETTINGS } from '../../../src/domain/evaluation/evaluation-settings';
import { isSolved } from '../../../src/domain/evaluation/is-solved';
import { COVERAGE_WORLD, MEASURED_COVERAGE, nearestCoverage } from '../../../src/domain/evaluation/measured-coverage';
import type { OutcomeMatrix, TaskOutcomes, TrialOutcome } from '../../../src/domain/evaluation/outcome-matrix';
import type { IntervalCoverage } from '../../../src/domain/statistics/intervals/interval-coverage';
import { readResults } from '../../../src/formats/read-results';
import { describeWithBenchmarkData } from '../../support/benchmark-data';
import { bySuiteSize, simulationTolerance } from '../../support/suite-size';
import { broken, matrixOf, scored } from './support/outcomes';

const SETTINGS = { ...DEFAULT_EVALUATION_SETTINGS, bootstrapDraws: 2000 };

describe('evaluateOutcomes', () => {
  it('gives the example worked by hand', () => {
    const report = evaluateOutcomes(matrixOf([4, 2, 0], 4), SETTINGS);
    expect(report.passRate.value).toBeCloseTo(0.5, 14);
    expect(report.averageReward.value).toBeCloseTo(0.5, 14);
    const values = (figures: typeof report.passHatK): (number | null)[] =>
      figures.map(({ estimate }) => estimate.value);
    const close = (expected: readonly number[]): unknown[] =>
      expected.map((value): unknown => expect.closeTo(value, 13));
    expect(values(report.passHatK)).toEqual(close([1 / 2, (1 + 1 / 6) / 3, 1 / 3, 1 / 3]));
    expect(values(report.passAtK)).toEqual(close([1 / 2, (1 + 5 / 6) / 3, 2 / 3, 2 / 3]));
    expect(report.perTask[1]).toEqual({
      externalId: '1',
      attempted: 4,
      scored: 4,
      passes: 2,
      passRate: 0.5,
      averageReward: 0.5,
    });
  });

  it('gives the same bytes for the same seed, and others for another', () => {
    const matrix = matrixOf([0, 1, 4, 2, 3, 0, 0, 4, 1, 2], 4);
    const json = (seed: number): string => JSON.stringify(evaluateOutcomes(matrix, { ...SETTINGS, seed }));
    expect(json(5)).toBe(json(5));
    expect(json(6)).not.toBe(json(5));
  });

  it('weighs rollouts in the pass rate and tasks in pass^1', () => {
    const matrix = [...matrixOf([4], 4), { externalId: 'b', trials: [scored(0, 0)] }];
    const report = evaluateOutcomes(matrix, SETTINGS);
    expect(report.passRate.value).toBe(0.8);
    expect(report.passHatK[0]!.estimate.value).toBe(0.5);
    expect(report.passHatK.map(({ k }) => k)).toEqual([1, 2, 3, 4]);
    expect(report.passHatK[1]!.estimate).toMatchObject({
      value: null,
      reason: 'a task has only 1 trials that count',
    });
  });

  it('says how much was scored, and what the rest could change', () => {
    const matrix: OutcomeMatrix = [
      { externalId: 'a', trials: [scored(0, 1), broken(1)] },
      { externalId: 'b', trials: [scored(0, 0), scored(1, 1)] },
      { externalId: 'c', trials: [broken(0), broken(1)] },
    ];
    const { coverage, tasksCounted, tasksWithoutTrials, outcomeCounts, passRate } = evaluateOutcomes(matrix, SETTINGS);
    expect(passRate.value).toBeCloseTo(2 / 3, 14);
    expect(coverage).toMatchObject({ attempted: 6, scored: 3, share: 0.5 });
    expect(coverage.passRate).toEqual({ ifAllFailed: 2 / 6, ifAllPassed: 5 / 6 });
    expect(coverage.passHatK[1]!.bounds).toEqual({ ifAllFailed: 0, ifAllPassed: 2 / 3 });
    expect({ tasksCounted, tasksWithoutTrials }).toEqual({ tasksCounted: 2, tasksWithoutTrials: ['c'] });
    expect(outcomeCounts).toMatchObject({ SCORED: 3, INFRASTRUCTURE_FAILURE: 3, TIMEOUT: 0 });
  });

  it('counts what was not scored as failed under the convention of tau-bench', () => {
    const matrix: OutcomeMatrix = [{ externalId: 'a', trials: [scored(0, 1), broken(1)] }, ...matrixOf([2], 2)];
    const global = evaluateOutcomes(matrix, { ...SETTINGS, trialConvention: 'GLOBAL_TRIALS' });
    expect(global.passHatK.map(({ estimate }) => estimate.value)).toEqual([0.75, 0.5]);
    expect(global.passRate.value).toBe(1);
  });

  it('leaves out rollouts blamed on others than the agent, and says so', () => {
    const matrix: OutcomeMatrix = [
      { externalId: 'a', trials: [scored(0, 1), scored(1, 0, { fault: 'SIMULATOR' })] },
      { externalId: 'b', trials: [scored(0, 0, { fault: 'AGENT' }), scored(1, 0, { fault: 'TASK' })] },
    ];
    expect(evaluateOutcomes(matrix, SETTINGS)).toMatchObject({
      passRate: { value: 0.25 },
      exclusion: { count: 0, note: null },
    });
    const report = evaluateOutcomes(matrix, { ...SETTINGS, excludedFaults: ['TASK', 'SIMULATOR'] });
    expect(report.passRate.value).toBe(0.5);
    expect(report.exclusion).toMatchObject({
      count: 2,
      countByFault: { AGENT: 0, SIMULATOR: 1, ENVIRONMENT: 0, TASK: 1 },
      rollouts: [
        { externalId: 'a', trial: 1, fault: 'SIMULATOR' },
        { externalId: 'b', trial: 1, fault: 'TASK' },
      ],
    });
    expect(report.exclusion.note).toContain('2 rollouts with fault SIMULATOR, TASK are excluded');
  });

  it('gives a Wilson interval where each task gives one independent 0 or 1, and nowhere else', () => {
    const single = evaluateOutcomes(matrixOf([1, 0, 1, 1], 1), SETTINGS);
    expect(single.passRate.wilson).toEqual(single.passHatK[0]!.estimate.wilson);
    expect(single.passRate.wilson!.low).toBeGreaterThan(0.2);
    const double = evaluateOutcomes(matrixOf([2, 0, 1, 2], 2), SETTINGS);
    expect(double.passRate.wilson).toBeNull();
    expect(double.passHatK.map(({ estimate }) => estimate.wilson !== null)).toEqual([false, true]);
  });

  it('has null figures and reasons without tasks, without scores, with one task and with tasks that are alike', () => {
    for (const matrix of [[], [{ externalId: 'a', trials: [broken(0)] }], [{ externalId: 'a', trials: [] }]]) {
      const report = evaluateOutcomes(matrix, SETTINGS);
      expect(report.passRate).toMatchObject({ value: null, reason: 'no task has a scored trial' });
      expect(report.averageReward.value).toBeNull();
    }
    expect(evaluateOutcomes([], SETTINGS).coverage.share).toBeNull();
    expect(evaluateOutcomes(matrixOf([2], 4), SETTINGS).passHatK[0]!.estimate).toMatchObject({
      value: 0.5,
      percentile: null,
      bca: null,
      reason: 'no bootstrap interval: there is 1 task, and resampling needs at least 2',
    });
    expect(evaluateOutcomes(matrixOf([4, 4, 4], 4), SETTINGS).passRate.reason).toContain(
      'all 3 tasks have the same value',
    );
  });

  it('cuts off at maxK and says so', () => {
    const report = evaluateOutcomes(matrixOf([2, 3], 4), { ...SETTINGS, maxK: 2 });
    expect([report.passHatK.length, report.isTruncatedAtMaxK]).toEqual([2, true]);
  });

  it('refuses a task that occurs twice, a trial that occurs twice, a reward without score, and settings out of range', () => {
    const twice = [...matrixOf([1], 1), ...matrixOf([1], 1)];
    expect(() => evaluateOutcomes(twice, SETTINGS)).toThrow('task 0 occurs twice');
    const task = (trials: TrialOutcome[]): TaskOutcomes[] => [{ externalId: 'a', trials }];
    expect(() => evaluateOutcomes(task([scored(0, 1), scored(0, 1)]), SETTINGS)).toThrow('trial 0 occurs twice');
    expect(() => evaluateOutcomes(task([{ ...broken(0), reward: 0 }]), SETTINGS)).toThrow('with reward 0');
    expect(() => evaluateOutcomes(task([scored(0, NaN)]), SETTINGS)).toThrow('SCORED with reward NaN');
    expect(() => evaluateOutcomes([], { ...SETTINGS, confidence: 1 })).toThrow('confidence: is 1');
    expect(() => evaluateOutcomes([], { ...SETTINGS, bootstrapDraws: 1e7 })).toThrow('bootstrapDraws: is 10000000');
  });
});

describe('isSolved', () => {
  it('takes rewards within 1e-6 of 1, on both sides', () => {
    expect([1, 1 - 5e-7, 1 + 5e-7, 0.99, 1.5, 0].map(isSolved)).toEqual([true, true, true, false, false, false]);
  });
});

/** The compiled simulation in a process of its own: inside jest the same code takes forty times as long. */
function simulateApart(tasks: number, runs: number): IntervalCoverage[] {
  const compiled = join(__dirname, '../../../dist/src/domain/statistics/intervals/interval-coverage.js');
  const script = `const { intervalCoverage } = require(process.argv[1]);
    process.stdout.write(JSON.stringify(intervalCoverage(JSON.parse(process.argv[2]))));`;
  const setting = JSON.stringify({ ...COVERAGE_WORLD, tasks, runs });
  const answer = execFileSync(process.execPath, ['-e', script, compiled, setting], { encoding: 'utf8' });
  return JSON.parse(answer) as IntervalCoverage[];
}

describe('the measured coverage of intervals', () => {
  it.each([10, 50])(
    'is what the simulation gives for %d tasks: to the last run in the tier of statistics, else within its error',
    (tasks) => {
      const runs = bySuiteSize({ plain: 200, full: COVERAGE_WORLD.runs });
      const noted = MEASURED_COVERAGE.filter((note) => note.tasks === tasks);
      const measured = simulateApart(tasks, runs);
      expect(measured.map(({ k }) => k)).toEqual(noted.map(({ k }) => k));
      measured.forEach((coverage, i) => {
        for (const interval of ['percentile', 'bca', 'studentT', 'wilson'] as const) {
          const share = noted[i]![interval];
          const error = share === null || runs === COVERAGE_WORLD.runs ? 0 : simulationTolerance(share, runs);
          if (share === null) expect(coverage[interval]).toBeNull();
          else expect(Math.abs(coverage[interval]! - share)).toBeLessThanOrEqual(error);
        }
      });
    },
    120_000,
  );

  it('lies within 0.95 +- 0.015 for pass^1: BCa and t at every number of tasks, percentile from 20 on', () => {
    for (const { tasks, k, percentile, bca, studentT } of MEASURED_COVERAGE) {
      if (k > 1) continue;
      const checked = tasks < 20 ? [bca, studentT] : [bca, studentT, percentile];
      for (const share of checked) expect(Math.abs(share - 0.95)).toBeLessThanOrEqual(0.015);
      if (tasks < 20) expect(percentile).toBeLessThan(0.935);
    }
  });

  it('is reported for the nearest number of tasks, at 95 % and from 5 tasks on', () => {
    expect(new Set(nearestCoverage(35).map(({ tasks }) => tasks))).toEqual(new Set([50]));
    const matrix = matrixOf([0, 1, 2, 1, 0, 2, 1], 2);
    expect(evaluateOutcomes(matrix, SETTINGS).intervalCoverage.map(({ tasks, k }) => [tasks, k])).toEqual([
      [10, 1],
      [10, 4],
    ]);
    expect(evaluateOutcomes(matrix, { ...SETTINGS, confidence: 0.9 }).intervalCoverage).toEqual([]);
    expect(nearestCoverage(4)).toEqual([]);
  });
});

describeWithBenchmarkData('evaluateOutcomes on the recorded GPT-4o rollouts', (folder) => {
  it('gives the published pass^1 to pass^4 with intervals around them', async () => {
    const tasks = new Map<string, TrialOutcome[]>();
    const file = createReadStream(join(folder, 'tau-bench', 'gpt-4o-airline.json.gz'));
    for await (const row of readResults(file, { countFailuresAsAuthorsDo: true })) {
      if ('problem' in row) throw new Error(`row ${row.row}: ${row.problem.message}`);
      const { task, trial, outcomeClass, reward, seed } = row.rollout;
      const trials = tasks.get(task.externalId) ?? [];
      trials.push({ trial, outcomeClass, reward, seed, fault: null });
      tasks.set(task.externalId, trials);
    }
    const matrix = [...tasks].map(([externalId, trials]) => ({ externalId, trials }));
    const report = evaluateOutcomes(matrix, DEFAULT_EVALUATION_SETTINGS);
    expect(report.coverage).toMatchObject({ attempted: 200, scored: 200, share: 1 });
    expect(report.tasksCounted).toBe(50);
    const published = [0.42, 0.82 / 3, 0.22, 0.2];
    report.passHatK.forEach(({ estimate }, i) => {
      expect(estimate.value).toBeCloseTo(published[i]!, 12);
      for (const interval of [estimate.percentile!, estimate.bca!, estimate.studentT!]) {
        expect(interval.low).toBeLessThan(published[i]!);
        expect(interval.high).toBeGreaterThan(published[i]!);
        expect(interval.high - interval.low).toBeLessThan(0.26);
      }
    });
    // scipy 1.17.1: binomtest(10, 50).proportion_ci(method="wilson"), since pass^4 is one 0 or 1 a task.
    const wilson = report.passHatK[3]!.estimate.wilson!;
    expect(wilson.low).toBeCloseTo(0.11243750015776106, 10);
    expect(wilson.high).toBeCloseTo(0.33037105932225413, 10);
  });
});
