import { DEFAULT_EVALUATION_SETTINGS } from '../../../src/domain/evaluation/evaluation-settings';
import { partialEvaluation } from '../../../src/domain/evaluation/partial-evaluation';
import { broken, matrixOf, scored } from './support/outcomes';

const SETTINGS = { ...DEFAULT_EVALUATION_SETTINGS, bootstrapDraws: 2000 };
const ALL = matrixOf(
  Array.from({ length: 60 }, (_, task) => (task * 7) % 5),
  4,
);

describe('partialEvaluation', () => {
  it('has intervals that shrink as tasks end, the always valid ones wider', () => {
    const widths = [10, 30, 60].map((tasks, i) => {
      const look = { matrix: ALL.slice(0, tasks), plannedTasks: 60, plannedTrials: 4, look: i + 1 };
      const { singleLook, alwaysValid } = partialEvaluation(look, SETTINGS).passHatK[0]!;
      expect(alwaysValid.low).toBeLessThan(singleLook.value!);
      expect(alwaysValid.high).toBeGreaterThan(singleLook.value!);
      const single = singleLook.percentile!.high - singleLook.percentile!.low;
      expect(alwaysValid.high - alwaysValid.low).toBeGreaterThan(single);
      return [single, alwaysValid.high - alwaysValid.low];
    });
    expect(widths[1]![0]).toBeLessThan(widths[0]![0]!);
    expect(widths[2]![0]).toBeLessThan(widths[1]![0]!);
    expect(widths[1]![1]).toBeLessThan(widths[0]![1]!);
    expect(widths[2]![1]).toBeLessThan(widths[1]![1]!);
  });

  it('counts tasks that still run and tasks that lost a trial, and leaves both out', () => {
    const running = { externalId: 'running', trials: [scored(0, 1)] };
    const lost = { externalId: 'lost', trials: [scored(0, 1), scored(1, 1), scored(2, 1), broken(3)] };
    const matrix = [...ALL.slice(0, 5), running, lost];
    const report = partialEvaluation({ matrix, plannedTasks: 60, plannedTrials: 4, look: 1 }, SETTINGS);
    expect(report).toMatchObject({ tasksEnded: 6, tasksRunning: 1, tasksNotWholly: 1, isSequential: true });
    expect(report).toMatchObject({ rolloutsAttempted: 25, rolloutsPlanned: 240 });
    expect(report.passHatK[0]!.singleLook.value).toBeCloseTo(0.5, 14);
    expect(report.note).toContain('one planned analysis');
  });

  it('knows nothing before the first task has ended, and refuses a plan of no trials', () => {
    const report = partialEvaluation({ matrix: [], plannedTasks: 5, plannedTrials: 2, look: 1 }, SETTINGS);
    expect(report.passHatK).toHaveLength(2);
    expect(report.passHatK[0]).toMatchObject({ singleLook: { value: null }, alwaysValid: { low: 0, high: 1 } });
    const bad = { matrix: [], plannedTasks: 5, plannedTrials: 0, look: 1 };
    expect(() => partialEvaluation(bad, SETTINGS)).toThrow('plannedTrials is 0');
  });
});
