import { compareMany } from '../../../src/domain/evaluation/compare-many';
import { compareOutcomes } from '../../../src/domain/evaluation/compare-outcomes';
import { designVariances } from '../../../src/domain/evaluation/design-variances';
import { DEFAULT_EVALUATION_SETTINGS } from '../../../src/domain/evaluation/evaluation-settings';
import type { OutcomeMatrix } from '../../../src/domain/evaluation/outcome-matrix';
import { minimumDetectableEffect } from '../../../src/domain/statistics/tests/paired-design';
import { broken, matrixOf, scored } from './support/outcomes';

const SETTINGS = { ...DEFAULT_EVALUATION_SETTINGS, bootstrapDraws: 2000 };
const BASELINE = [2, 3, 0, 4, 1, 2, 3, 0];
const CANDIDATE = [3, 3, 1, 4, 2, 1, 4, 2];

describe('compareOutcomes', () => {
  it('gives differences, and the paired t-test of scipy.stats.ttest_rel (scipy 1.17.1) over task rates', () => {
    const pair = { baseline: matrixOf(BASELINE, 4), candidate: matrixOf(CANDIDATE, 4) };
    const report = compareOutcomes(pair, SETTINGS);
    expect(report.passHatK[0]!.estimate).toMatchObject({ baseline: 15 / 32, candidate: 20 / 32, difference: 5 / 32 });
    expect(report.averageReward.difference).toBe(5 / 32);
    expect(report.pairedTTest.t).toBeCloseTo(1.9296124624698994, 11);
    expect(report.pairedTTest.p).toBeCloseTo(0.09497649243577527, 11);
    expect(report.permutation.method).toBe('EXACT');
    const { low, high } = report.passHatK[0]!.estimate.percentile!;
    expect([low < 5 / 32, high > 5 / 32]).toEqual([true, true]);
    const { standardError } = report.pairedTTest;
    expect(report.sensitivity.minimumDetectableEffect).toBe(
      minimumDetectableEffect(standardError!, 8, { alpha: 0.05, power: 0.8 }),
    );
  });

  it('turns its sign with the sides, and not its p-values', () => {
    const pair = { baseline: matrixOf(BASELINE, 4), candidate: matrixOf(CANDIDATE, 4) };
    const forth = compareOutcomes(pair, SETTINGS);
    const back = compareOutcomes({ baseline: pair.candidate, candidate: pair.baseline }, SETTINGS);
    forth.passHatK.forEach(({ estimate }, i) => {
      expect(back.passHatK[i]!.estimate.difference).toBeCloseTo(-estimate.difference!, 14);
    });
    expect(back.permutation.p).toBeCloseTo(forth.permutation.p!, 12);
    expect(back.pairedTTest.p).toBeCloseTo(forth.pairedTTest.p!, 12);
  });

  it('pairs tasks by name, and names those on one side only', () => {
    const [first, second, third] = matrixOf([1, 2, 0], 2);
    const unscored = { externalId: '1', trials: [broken(0)] };
    const report = compareOutcomes({ baseline: [first!, second!], candidate: [third!, unscored, first!] }, SETTINGS);
    expect(report).toMatchObject({ tasksPaired: 1, tasksOnlyInBaseline: ['1'], tasksOnlyInCandidate: ['2'] });
    expect(report.passHatK[0]!.estimate).toMatchObject({ difference: 0, percentile: null });
  });

  it('tests pairs of trials that share their seed, and only those', () => {
    const baseline: OutcomeMatrix = [
      { externalId: 'a', trials: [scored(0, 0), scored(1, 0), scored(2, 1), broken(3)] },
    ];
    const other = scored(2, 0, { seed: 'another' });
    const candidate = [{ externalId: 'a', trials: [scored(0, 1), scored(1, 1), other, scored(3, 1)] }];
    const { seedPairs } = compareOutcomes({ baseline, candidate }, SETTINGS);
    expect(seedPairs).toMatchObject({ pairs: 2, mcnemar: { onlyFirstPasses: 0, onlySecondPasses: 2 } });
    expect(seedPairs.mcnemar!.exactP).toBeCloseTo(0.5, 13);
    const unseeded = [{ externalId: 'a', trials: [scored(0, 1, { seed: null })] }];
    expect(compareOutcomes({ baseline, candidate: unseeded }, SETTINGS).seedPairs).toMatchObject({
      pairs: 0,
      mcnemar: null,
      reason: 'no scored trials of the two sides share task, trial number and seed',
    });
  });

  it('has null figures and reasons without tasks in common', () => {
    const report = compareOutcomes({ baseline: matrixOf([1], 1), candidate: [] }, SETTINGS);
    expect(report.averageReward).toMatchObject({ difference: null, reason: 'no task counts on both sides' });
    expect(report).toMatchObject({ passHatK: [], permutation: { p: null }, pairedTTest: { meanDifference: null } });
    expect(report.sensitivity).toMatchObject({ minimumDetectableEffect: null, trialVariance: null });
  });

  it('does not take equal differences for a design that sees everything', () => {
    const report = compareOutcomes({ baseline: matrixOf([1, 1], 2), candidate: matrixOf([1, 1], 2) }, SETTINGS);
    expect(report.sensitivity.minimumDetectableEffect).toBeNull();
    expect(report.pairedTTest.t).toBeNull();
  });

  it('gives the same bytes for the same seed', () => {
    const pair = { baseline: matrixOf(BASELINE, 4), candidate: matrixOf(CANDIDATE, 4) };
    const json = (seed: number): string => JSON.stringify(compareOutcomes(pair, { ...SETTINGS, seed }));
    expect(json(1)).toBe(json(1));
    expect(json(2)).not.toBe(json(1));
  });
});

describe('compareMany', () => {
  it('corrects the p-values of each test for the number of comparisons', () => {
    const baseline = matrixOf(BASELINE, 4);
    const better = matrixOf([4, 4, 3, 4, 4, 4, 4, 3], 4);
    const pairs = [
      { name: 'same', baseline, candidate: baseline },
      { name: 'better', baseline, candidate: better },
      { name: 'some', baseline, candidate: matrixOf(CANDIDATE, 4) },
    ];
    const [same, best, some] = compareMany(pairs, SETTINGS);
    expect(best!.holmPermutationP).toBeCloseTo(3 * best!.report.permutation.p!, 12);
    expect(some!.holmPermutationP).toBeCloseTo(2 * some!.report.permutation.p!, 12);
    expect(same!.holmPermutationP).toBeCloseTo(1, 13);
    // The t-test of equal differences was not made, and does not count.
    expect(same!.holmTTestP).toBeNull();
    expect(best!.holmTTestP).toBeCloseTo(2 * best!.report.pairedTTest.p!, 12);
    expect(compareMany([], SETTINGS)).toEqual([]);
  });
});

describe('designVariances', () => {
  it('gives the example worked by hand', () => {
    // Trials: 1 * 1 / (2 * 1) = 1/2, 0, 0, 1/2; differences 1/2 and 1/2 vary by 0, their trials by 1/4.
    const pairs = [
      { baseline: { trials: 2, successes: 1 }, candidate: { trials: 2, successes: 2 } },
      { baseline: { trials: 2, successes: 0 }, candidate: { trials: 2, successes: 1 } },
    ];
    expect(designVariances(pairs)).toEqual({ trialVariance: 0.25, differenceVariance: -0.25 });
  });

  it('knows nothing of trials from a single one', () => {
    const pair = { baseline: { trials: 1, successes: 1 }, candidate: { trials: 1, successes: 0 } };
    expect(designVariances([pair, pair])).toEqual({ trialVariance: null, differenceVariance: null });
  });
});
