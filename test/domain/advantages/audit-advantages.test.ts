import {
  auditAdvantages,
  auditAllEstimators,
  type AdvantageAuditInput,
} from '../../../src/domain/advantages/audit-advantages';
import { DEFAULT_ESTIMATOR_SETTINGS } from '../../../src/domain/advantages/estimator-settings';
import { ESTIMATOR_NAMES } from '../../../src/domain/advantages/estimators';
import { mapTiers, TIER_CODES, TIERS, type Tier } from '../../../src/domain/classification/tier';

type Rollout = { readonly outcome: number; readonly turns: readonly (readonly [Tier, number])[] };

function auditInput(groups: readonly (readonly Rollout[])[], intended: Partial<Record<Tier, 1 | -1>> = {}) {
  const input: AdvantageAuditInput = {
    groups: groups.map((group) =>
      group.map(({ outcome, turns }) => ({ outcome, turnRewards: Float64Array.from(turns, ([, reward]) => reward) })),
    ),
    tierCodes: groups.map((group) => group.map(({ turns }) => Uint8Array.from(turns, ([tier]) => TIER_CODES[tier]))),
    intendedSigns: mapTiers((tier) => intended[tier] ?? null),
    settings: DEFAULT_ESTIMATOR_SETTINGS,
  };
  return input;
}

/** A mixed group, in which the passing rollout has an error, and a group without any signal. */
const GROUPS: readonly (readonly Rollout[])[] = [
  [
    {
      outcome: 1,
      turns: [
        ['GOLD_EXACT', 0],
        ['ERROR', 0],
      ],
    },
    {
      outcome: 0,
      turns: [
        ['READ_ONLY', 0],
        ['MESSAGE', 0],
        ['MESSAGE', 0],
      ],
    },
  ],
  [
    { outcome: 1, turns: [['MESSAGE', 0]] },
    { outcome: 1, turns: [['MESSAGE', 0]] },
  ],
];

describe('auditAdvantages', () => {
  it('gives the example worked by hand', () => {
    // RLOO: +1 twice, -1 three times, then 0 twice.
    const audit = auditAdvantages('RLOO', auditInput(GROUPS, { GOLD_EXACT: 1, ERROR: -1, DUPLICATE: -1 }));
    expect(audit).toMatchObject({ turns: 7, groups: 2, mismatches: 1, deadTurnShare: 2 / 7 });
    expect(audit.tiers.GOLD_EXACT).toEqual({
      turns: 1,
      meanAdvantage: 1,
      sign: 1,
      intendedSign: 1,
      isMismatch: false,
      absoluteShare: 1 / 5,
    });
    expect(audit.tiers.ERROR).toMatchObject({ sign: 1, intendedSign: -1, isMismatch: true });
    expect(audit.tiers.MESSAGE).toMatchObject({
      turns: 4,
      meanAdvantage: -0.5,
      isMismatch: null,
      absoluteShare: 2 / 5,
    });
    expect(audit.tiers.DUPLICATE).toEqual({
      turns: 0,
      meanAdvantage: null,
      sign: null,
      intendedSign: -1,
      isMismatch: null,
      absoluteShare: 0,
    });
    expect(audit).toMatchObject({
      deadGroups: 1,
      deadGroupShare: 0.5,
      signDisagreementShare: 0,
      signComparableTurns: 5,
    });
    // A = (1, 1, -1, -1, -1, 0, 0), o = (1, 1, 0, 0, 0, 1, 1): sums of deviations 12/7 + 5/7..., by hand
    // n sum(Ao) - sum(A) sum(o) = 7 * 2 + 4 = 18; variances 7 * 5 - 1 = 34 and 7 * 4 - 16 = 12.
    expect(audit.outcomeCorrelation).toBeCloseTo(18 / Math.sqrt(34 * 12), 14);
  });

  it('counts an intended sign as missed when the mean advantage is 0', () => {
    const audit = auditAdvantages('RLOO', auditInput([GROUPS[1]!], { MESSAGE: 1 }));
    expect(audit.tiers.MESSAGE).toMatchObject({ sign: 0, isMismatch: true });
    expect(audit.mismatches).toBe(1);
  });

  it('counts turns whose advantage points against the outcome', () => {
    const groups: Rollout[][] = [
      [
        {
          outcome: 1,
          turns: [
            ['MESSAGE', -1],
            ['MESSAGE', 0],
          ],
        },
        {
          outcome: 0,
          turns: [
            ['MESSAGE', 4],
            ['MESSAGE', 0],
          ],
        },
      ],
    ];
    // Padded: turn 0 is -+5 +- 1, against the outcome; turn 1 is +-1, with it.
    const audit = auditAdvantages('MT_GRPO_PADDED', auditInput(groups));
    expect(audit).toMatchObject({ signComparableTurns: 4, signDisagreementShare: 0.5 });
  });

  it('gives null, never NaN, where nothing can be computed', () => {
    const nothing = auditAdvantages('HYBRID', auditInput([]));
    expect(nothing).toMatchObject({
      turns: 0,
      outcomeCorrelation: null,
      deadTurnShare: null,
      deadGroups: 0,
      deadGroupShare: null,
      signDisagreementShare: null,
      estimatedStoppingBias: null,
    });
    expect(TIERS.every((tier) => nothing.tiers[tier].absoluteShare === null)).toBe(true);
    const withoutTurns = auditAdvantages('HYBRID', auditInput([[{ outcome: 1, turns: [] }]]));
    expect(withoutTurns).toMatchObject({ turns: 0, groups: 1, deadGroups: 0, deadGroupShare: null });
  });

  it('audits all estimators at once with the same results as one by one', () => {
    const groups: Rollout[][] = [
      [
        {
          outcome: 1,
          turns: [
            ['GOLD_EXACT', 1],
            ['MESSAGE', 0],
          ],
        },
        { outcome: 0, turns: [['ERROR', -0.1]] },
        {
          outcome: 0,
          turns: [
            ['READ_ONLY', 0.3],
            ['DUPLICATE', -0.2],
            ['MESSAGE', 0],
          ],
        },
      ],
    ];
    const input = auditInput(groups, { GOLD_EXACT: 1 });
    const all = auditAllEstimators(input);
    expect(Object.keys(all)).toEqual(ESTIMATOR_NAMES);
    for (const name of ESTIMATOR_NAMES) expect(all[name]).toEqual(auditAdvantages(name, input));
    const correlations = ESTIMATOR_NAMES.map((name) => all[name].outcomeCorrelation);
    expect(new Set(correlations).size).toBeGreaterThan(4);
  });

  it('refuses settings out of range, tiers that do not fit the turns and rewards that are not finite', () => {
    const input = auditInput(GROUPS);
    const settings = (changed: object): AdvantageAuditInput => ({
      ...input,
      settings: { ...input.settings, ...changed },
    });
    expect(() => auditAdvantages('GTPO', settings({ gamma: 1.1 }))).toThrow('gamma: is 1.1');
    expect(() => auditAdvantages('GTPO', settings({ lambda: NaN }))).toThrow('lambda: is NaN');
    expect(() => auditAdvantages('GTPO', settings({ epsilon: -1 }))).toThrow('epsilon: is -1');
    expect(() => auditAdvantages('GTPO', { ...input, tierCodes: [] })).toThrow('2 turn rewards and 0 tiers');
    expect(() => auditAdvantages('GTPO', auditInput([[{ outcome: 1, turns: [['ERROR', NaN]] }]]))).toThrow('NaN');
    expect(() => auditAdvantages('GTPO', auditInput([[{ outcome: Infinity, turns: [] }]]))).toThrow('Infinity');
  });
});
