import { calibrateRound } from '../../../src/domain/calibration/calibrate-round';
import {
  DEFAULT_CALIBRATION_SETTINGS,
  type CalibrationSettings,
} from '../../../src/domain/calibration/calibration-settings';
import { packRollouts, type ClassifiedRollout } from '../../../src/domain/calibration/pack-rollouts';
import type { RoundProgress } from '../../../src/domain/calibration/round-progress';
import { ESTIMATOR_NAMES } from '../../../src/domain/advantages/estimators';
import { TIERS, type Tier } from '../../../src/domain/classification/tier';
import { createRandom } from '../../../src/domain/random';

const SETTINGS: CalibrationSettings = { ...DEFAULT_CALIBRATION_SETTINGS, bootstrapDraws: 200, permutationDraws: 200 };

/** Golden calls go with success and errors with failure, in 20 tasks of 6; reads are noise. */
function plantedRollouts(strength: number): ClassifiedRollout[] {
  const random = createRandom(4);
  return Array.from({ length: 120 }, (_, i) => {
    const isSuccess = random.next() < 0.5;
    const tiers: Tier[] = ['MESSAGE'];
    if (random.next() < 0.5) tiers.push('READ_ONLY');
    if (random.next() < (isSuccess ? 0.5 + strength : 0.5 - strength)) tiers.push('GOLD_EXACT');
    if (random.next() < (isSuccess ? 0.5 - strength : 0.5 + strength)) tiers.push('ERROR');
    const taskId = `task ${i % 20}`;
    return { taskId, groupKey: taskId, outcome: isSuccess ? 1 : 0, turns: tiers.map((tier) => ({ tier, score: 1 })) };
  });
}

const PLANTED = packRollouts(plantedRollouts(0.4));

/** Paths of every number of the report that JSON cannot hold. */
function notFinite(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => notFinite(member, `${path}/${key}`));
}

describe('calibrateRound', () => {
  it('rewards the planted evidence and accepts the values', () => {
    const report = calibrateRound(PLANTED, SETTINGS);
    const { values, tiers } = report.proposal;
    expect(values.GOLD_EXACT).toBeGreaterThan(0.7);
    expect(values.ERROR).toBeLessThan(-0.7);
    expect(values.MESSAGE).toBe(0);
    expect(tiers.GOLD_EXACT.action).toBe('SCALE');
    expect(report.quality.discriminativeAccuracy).toBeGreaterThan(0.8);
    expect(report.quality.crossFittedAccuracy).toBeGreaterThan(0.75);
    expect(report.quality.rewardOutcomeCorrelation).toBeGreaterThan(0.5);
    expect(report.audits.HYBRID.mismatches).toBe(0);
    expect(report.verdict.verdict).toBe('ACCEPTED');
  });

  it('says what its figures were computed from', () => {
    const leftOut = { UNSCORED: 1, INFRASTRUCTURE_FAILURE: 2, SIMULATOR_FAILURE: 3, TIMEOUT: 4 };
    const withEmpty = [...plantedRollouts(0.4), { taskId: 'lonely', groupKey: 'lonely', outcome: 0, turns: [] }];
    const { denominators, meanOutcome } = calibrateRound(packRollouts(withEmpty, leftOut), SETTINGS);
    const passing = withEmpty.filter(({ outcome }) => outcome === 1).length;
    expect(denominators).toMatchObject({
      rolloutsScored: 121,
      rolloutsPassing: passing,
      rolloutsFailing: 121 - passing,
      rolloutsWithoutTurns: 1,
      rolloutsLeftOut: leftOut,
      tasks: 21,
      groups: 21,
      turns: withEmpty.reduce((sum, { turns }) => sum + turns.length, 0),
    });
    expect(denominators.tasksWithMixedOutcomes).toBeLessThanOrEqual(20);
    expect(denominators.tasksWithMixedOutcomes).toBeGreaterThan(15);
    expect(meanOutcome).toBeCloseTo(passing / 121, 14);
  });

  it('gives the same bytes for the same input, settings and seed, whatever the order of the settings', () => {
    const reversed = Object.fromEntries(Object.entries(SETTINGS).reverse()) as CalibrationSettings;
    const bytes = JSON.stringify(calibrateRound(PLANTED, SETTINGS));
    expect(JSON.stringify(calibrateRound(structuredClone(PLANTED), reversed))).toBe(bytes);
    expect(JSON.stringify(calibrateRound(PLANTED, { ...SETTINGS, seed: 2 }))).not.toBe(bytes);
  });

  it('draws for one purpose do not change the numbers of another', () => {
    const more = calibrateRound(PLANTED, { ...SETTINGS, bootstrapDraws: 300 });
    const less = calibrateRound(PLANTED, SETTINGS);
    for (const tier of TIERS) expect(more.statistics[tier].pValue).toBe(less.statistics[tier].pValue);
    expect(more.quality).toEqual(less.quality);
  });

  it('is plain JSON without NaN or infinities, in the order of tiers and estimators', () => {
    const report = calibrateRound(PLANTED, SETTINGS);
    expect(notFinite(report)).toEqual([]);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(Object.keys(report.statistics)).toEqual(TIERS);
    expect(Object.keys(report.proposal.values)).toEqual(TIERS);
    expect(Object.keys(report.audits)).toEqual(ESTIMATOR_NAMES);
    expect(report.settings).toEqual(SETTINGS);
  });

  it('does not accept noise: the cross-fitted accuracy stays near one half', () => {
    const report = calibrateRound(packRollouts(plantedRollouts(0)), SETTINGS);
    expect(report.quality.crossFittedAccuracy).toBeLessThan(0.62);
    expect(report.verdict.verdict).toBe('REJECTED');
  });

  it('says so when every outcome is the same: no evidence, nothing accepted, no NaN', () => {
    const failing = plantedRollouts(0.4).map((rollout) => ({ ...rollout, outcome: 0.1 }));
    const report = calibrateRound(packRollouts(failing), SETTINGS);
    expect(notFinite(report)).toEqual([]);
    expect(TIERS.every((tier) => report.proposal.values[tier] === 0)).toBe(true);
    expect(report.quality).toMatchObject({ discriminativeAccuracy: null, crossFittedAccuracy: null });
    expect(report.verdict).toMatchObject({ verdict: 'REJECTED' });
    expect(report.verdict.message).toContain('every value is 0');
  });

  it('works on two rollouts of one task', () => {
    const two = plantedRollouts(0.4)
      .slice(0, 2)
      .map((rollout, i) => ({ ...rollout, taskId: 'a', groupKey: 'a', outcome: i }));
    const report = calibrateRound(packRollouts(two), SETTINGS);
    expect(notFinite(report)).toEqual([]);
    expect(report.quality.folds).toBe(1);
  });

  it('ends at a fixed point when the same rollouts are calibrated again without success', () => {
    const strict = { ...SETTINGS, acceptance: { ...SETTINGS.acceptance, minRewardOutcomeCorrelation: 0.999 } };
    const first = calibrateRound(PLANTED, strict);
    expect(first.verdict.verdict).toBe('REJECTED');
    const second = { ...PLANTED, roundNumber: 2, previousValues: first.proposal.values };
    expect(calibrateRound(second, strict).verdict.verdict).toBe('FIXED_POINT');
  });

  it('decides by the mismatches of the chosen estimator', () => {
    const allow = { maxMismatches: 0, minDiscriminativeAccuracy: null, minRewardOutcomeCorrelation: null };
    for (const estimator of ESTIMATOR_NAMES) {
      const { audits, verdict } = calibrateRound(PLANTED, { ...SETTINGS, estimator, acceptance: allow });
      const mismatches = verdict.thresholds.find(({ name }) => name === 'MISMATCHES')!;
      expect(mismatches.measured).toBe(audits[estimator].mismatches);
    }
  });

  it('reports the progress of each phase', () => {
    const progress: RoundProgress[] = [];
    calibrateRound(PLANTED, SETTINGS, (step) => progress.push(step));
    expect(progress).toEqual([
      { phase: 'bootstrap', done: 100, total: 200 },
      { phase: 'bootstrap', done: 200, total: 200 },
      { phase: 'permutation', done: 100, total: 200 },
      { phase: 'permutation', done: 200, total: 200 },
      { phase: 'audit', done: 1, total: 1 },
    ]);
  });

  it('needs at least 2 rollouts', () => {
    expect(() => calibrateRound(packRollouts(plantedRollouts(0).slice(0, 1)), SETTINGS)).toThrow(
      'there are 1 scored rollouts; calibration needs at least 2',
    );
  });

  it.each([
    ['delta: is 1.5', { delta: 1.5 }],
    ['delta: is NaN', { delta: NaN }],
    ['alpha: is 0', { alpha: 0 }],
    ['folds: is 1', { folds: 1 }],
    ['bootstrapDraws: is -1', { bootstrapDraws: -1 }],
    ['permutationDraws: is 0.5', { permutationDraws: 0.5 }],
    ['seed: is 4294967296', { seed: 2 ** 32 }],
    ['maxRounds: is 0', { maxRounds: 0 }],
    ['maxMismatches: is 8', { acceptance: { ...SETTINGS.acceptance, maxMismatches: 8 } }],
    ['minDiscriminativeAccuracy: is 2', { acceptance: { ...SETTINGS.acceptance, minDiscriminativeAccuracy: 2 } }],
    ['minRewardOutcomeCorrelation: is -2', { acceptance: { ...SETTINGS.acceptance, minRewardOutcomeCorrelation: -2 } }],
    ['gamma: is 2', { estimatorSettings: { ...SETTINGS.estimatorSettings, gamma: 2 } }],
    ['anchor values has NaN', { anchor: { name: 'x', values: { ...SETTINGS.anchor.values, ERROR: NaN } } }],
  ])('refuses settings: %s', (message, changed) => {
    expect(() => calibrateRound(PLANTED, { ...SETTINGS, ...changed })).toThrow(message);
  });
});
