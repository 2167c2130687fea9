import fc from 'fast-check';
import { DEFAULT_CALIBRATION_SETTINGS } from '../../../src/domain/calibration/calibration-settings';
import { proposeValues, type ProposalSettings } from '../../../src/domain/calibration/schemes/propose-values';
import { mapTiers, TIERS, type PerTier, type Tier } from '../../../src/domain/classification/tier';

function evidence(within: Partial<Record<Tier, number>>, raw: Partial<Record<Tier, number>> = {}) {
  return mapTiers((tier) => ({ rho: raw[tier] ?? null, withinTaskRho: within[tier] ?? null }));
}

function settings(changed: Partial<ProposalSettings> = {}): ProposalSettings {
  return { ...DEFAULT_CALIBRATION_SETTINGS, ...changed };
}

const correlation = fc.option(fc.double({ min: -1, max: 1, noNaN: true }));
const anyEvidence = fc
  .array(fc.tuple(correlation, correlation), { minLength: TIERS.length, maxLength: TIERS.length })
  .map((list) => mapTiers((_, code) => ({ rho: list[code]![0], withinTaskRho: list[code]![1] })));

function valuesOf(list: PerTier<number>): number[] {
  return TIERS.map((tier) => list[tier]);
}

describe('proposeValues, PROPORTIONAL', () => {
  it('gives the example worked by hand', () => {
    const { alpha, values, tiers } = proposeValues(
      evidence({ GOLD_EXACT: 0.5, STATE_CHANGE: -0.25, READ_ONLY: 0.1, ERROR: -0.05 }),
      settings(),
    );
    expect(alpha).toBe(2);
    expect(values).toEqual({
      GOLD_EXACT: 1,
      SOFT_MATCH: 0,
      READ_ONLY: 0,
      STATE_CHANGE: -0.5,
      MESSAGE: 0,
      ERROR: 0,
      DUPLICATE: 0,
    });
    expect(tiers.GOLD_EXACT).toEqual({
      value: 1,
      action: 'SCALE',
      reason: 'within-task rho 0.5 is beyond delta 0.1: alpha 2 x 0.5 = 1',
      isDiscriminative: true,
      intendedSign: 1,
    });
    expect(tiers.STATE_CHANGE.intendedSign).toBe(-1);
    // Exactly delta is not beyond it.
    expect(tiers.READ_ONLY).toEqual({
      value: 0,
      action: 'ZERO',
      reason: 'within-task rho 0.1 is within delta 0.1: not discriminative, set to 0',
      isDiscriminative: false,
      intendedSign: null,
    });
    expect(tiers.MESSAGE.reason).toContain('undefined');
  });

  it('takes alpha as a number', () => {
    const { alpha, values } = proposeValues(evidence({ GOLD_EXACT: 0.5 }), settings({ alpha: 3 }));
    expect(alpha).toBe(3);
    expect(values.GOLD_EXACT).toBe(1.5);
  });

  it('reads the raw correlation when it is asked for', () => {
    const both = evidence({ GOLD_EXACT: 0.5 }, { ERROR: -0.4 });
    const { values, tiers } = proposeValues(both, settings({ statistic: 'RAW' }));
    expect(values).toMatchObject({ GOLD_EXACT: 0, ERROR: -1 });
    expect(tiers.ERROR.reason).toMatch(/^rho -0\.4 /);
  });

  it('says that a soft match below 0 ignores the score', () => {
    const { tiers } = proposeValues(evidence({ SOFT_MATCH: -0.3, ERROR: -0.2 }), settings());
    expect(tiers.SOFT_MATCH.reason).toContain('the score is ignored');
    expect(tiers.ERROR.reason).not.toContain('score');
  });

  it('gives 0 everywhere, and no alpha, without a discriminative tier', () => {
    const { alpha, values } = proposeValues(evidence({ GOLD_EXACT: 0.09, ERROR: -0.1 }), settings());
    expect(alpha).toBeNull();
    expect(valuesOf(values)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('makes the largest absolute value exactly 1 and gives each value the sign of its evidence', () => {
    fc.assert(
      fc.property(anyEvidence, (tierEvidence) => {
        const { values, tiers } = proposeValues(tierEvidence, settings());
        const largest = Math.max(...valuesOf(values).map(Math.abs));
        expect([0, 1]).toContain(largest);
        for (const tier of TIERS) {
          const rho = tierEvidence[tier].withinTaskRho;
          const isBeyond = rho !== null && Math.abs(rho) > 0.1;
          expect(tiers[tier].isDiscriminative).toBe(isBeyond);
          expect(Math.sign(values[tier])).toBe(isBeyond ? Math.sign(rho) : 0);
          expect(tiers[tier].value).toBe(values[tier]);
        }
      }),
    );
  });
});

describe('proposeValues, ANCHORED', () => {
  const anchored = settings({ method: 'ANCHORED' });

  it('keeps, flips and zeroes the intuitive values, in the example worked by hand', () => {
    const found = evidence({ GOLD_EXACT: 0.6, STATE_CHANGE: -0.33, READ_ONLY: 0.05, MESSAGE: 0.4, DUPLICATE: 0.2 });
    const { alpha, values, tiers } = proposeValues(found, anchored);
    expect(alpha).toBeNull();
    expect(values).toEqual({
      GOLD_EXACT: 1,
      SOFT_MATCH: 0,
      READ_ONLY: 0,
      STATE_CHANGE: -0.1,
      MESSAGE: 0,
      ERROR: 0,
      DUPLICATE: 0.2,
    });
    expect(TIERS.map((tier) => tiers[tier].action)).toEqual(['KEEP', 'ZERO', 'ZERO', 'FLIP', 'KEEP', 'ZERO', 'FLIP']);
    expect(tiers.STATE_CHANGE.reason).toBe(
      'within-task rho -0.33 is beyond delta 0.1 and contradicts the intuitive value 0.1: flipped to -0.1',
    );
    expect(tiers.MESSAGE.reason).toContain('evidence ignored');
    expect(tiers.MESSAGE).toMatchObject({ isDiscriminative: true, intendedSign: 1 });
  });

  it('flips a soft match to a value that ignores the score', () => {
    const { tiers } = proposeValues(evidence({ SOFT_MATCH: -0.3 }), anchored);
    expect(tiers.SOFT_MATCH).toMatchObject({ value: -1, action: 'FLIP' });
    expect(tiers.SOFT_MATCH.reason).toContain('the score is ignored');
  });

  it('never gives a value whose size is not that of the anchor, or 0', () => {
    fc.assert(
      fc.property(anyEvidence, (tierEvidence) => {
        const { values } = proposeValues(tierEvidence, anchored);
        for (const tier of TIERS) {
          expect([0, Math.abs(anchored.anchor.values[tier])]).toContain(Math.abs(values[tier]));
        }
      }),
    );
  });
});
