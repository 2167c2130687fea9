import fc from 'fast-check';
import { DEFAULT_ESTIMATOR_SETTINGS, type EstimatorSettings } from '../../../src/domain/advantages/estimator-settings';
import { ESTIMATOR_NAMES, type EstimatorName, estimators } from '../../../src/domain/advantages/estimators';
import type { RewardedGroup } from '../../../src/domain/advantages/rewarded-group';

const EXACT: EstimatorSettings = { ...DEFAULT_ESTIMATOR_SETTINGS, epsilon: 0 };
const ROOT_HALF = Math.SQRT1_2;

function group(...rollouts: readonly (readonly [number, ...number[]])[]): RewardedGroup {
  return rollouts.map(([outcome, ...rewards]) => ({ outcome, turnRewards: Float64Array.from(rewards) }));
}

/** The example worked by hand: outcome first, then the turn rewards. One rollout has one turn more. */
const PAIR = group([1, 1, 0], [0, 0, 0, 2]);

function estimate(name: EstimatorName, groups: readonly RewardedGroup[], settings = EXACT): number[][][] {
  return estimators[name](groups, settings).map((advantages) => advantages.map((turns) => [...turns]));
}

function expectClose(actual: readonly number[][], expected: readonly number[][]): void {
  expect(actual.map((turns) => turns.length)).toEqual(expected.map((turns) => turns.length));
  actual.flat().forEach((value, i) => {
    expect(value).toBeCloseTo(expected.flat()[i]!, 12);
  });
}

const groupOfRandomRollouts = fc.array(
  fc
    .tuple(fc.constantFrom(0, 1), fc.array(fc.constantFrom(-0.2, 0, 0.3, 1), { maxLength: 5 }))
    .map(([outcome, rewards]) => ({ outcome, turnRewards: Float64Array.from(rewards) })),
);

describe('estimators, worked by hand on two rollouts of two and three turns', () => {
  // Two numbers a > b normalise to +-1/sqrt(2) with the sample standard deviation.
  it('GRPO: the normalised outcome for every turn', () => {
    expectClose(estimate('GRPO', [PAIR])[0]!, [
      [ROOT_HALF, ROOT_HALF],
      [-ROOT_HALF, -ROOT_HALF, -ROOT_HALF],
    ]);
  });

  it('DR_GRPO: the outcome less its mean', () => {
    expectClose(estimate('DR_GRPO', [PAIR])[0]!, [
      [0.5, 0.5],
      [-0.5, -0.5, -0.5],
    ]);
  });

  it('RLOO: the outcome less that of the other', () => {
    expectClose(estimate('RLOO', [PAIR])[0]!, [
      [1, 1],
      [-1, -1, -1],
    ]);
  });

  it('MT_GRPO: normalised turn rewards added up to the end, plus the outcome', () => {
    // Turn 0 normalises to +-1/sqrt(2), turn 1 is equal (0), turn 2 has one member (0).
    expectClose(estimate('MT_GRPO', [PAIR])[0]!, [
      [2 * ROOT_HALF, ROOT_HALF],
      [-2 * ROOT_HALF, -ROOT_HALF, -ROOT_HALF],
    ]);
  });

  it('GTPO: discounted returns, normalised turn by turn', () => {
    // Returns: 1 + 0.81 = 1.81 and 0.9; 0.81 * 2 = 1.62, 1.8, 2. At turn 1 the second rollout is ahead.
    expectClose(estimate('GTPO', [PAIR])[0]!, [
      [ROOT_HALF, -ROOT_HALF],
      [-ROOT_HALF, ROOT_HALF, 0],
    ]);
  });

  it('HYBRID: GTPO plus 0.3 of the outcome', () => {
    const outcome = 0.3 * ROOT_HALF;
    expectClose(estimate('HYBRID', [PAIR])[0]!, [
      [ROOT_HALF + outcome, -ROOT_HALF + outcome],
      [-ROOT_HALF - outcome, ROOT_HALF - outcome, -outcome],
    ]);
  });

  it('GDPO: both sources normalised, added, and normalised over the batch', () => {
    // Sums 1 and 2 go to -+1/sqrt(2) and cancel the outcome's; the second group has only the outcome: +-1/sqrt(2).
    const second = group([1, 0], [0, 0]);
    const [first, other] = estimate('GDPO', [PAIR, second]);
    expectClose(first!, [
      [0, 0],
      [0, 0, 0],
    ]);
    // Over the batch: 0, 0, 1/sqrt(2), -1/sqrt(2) with the sample std sqrt(1 / 3).
    expectClose(other!, [[Math.sqrt(1.5)], [-Math.sqrt(1.5)]]);
  });

  it('MT_GRPO_PADDED: rewards less those of the other, which earns 0 after its end', () => {
    // Turn differences of the first rollout: +1, 0, -2 (it has ended). Outcome +-1.
    expectClose(estimate('MT_GRPO_PADDED', [PAIR])[0]!, [
      [1 + 0 - 2 + 1, 0 - 2 + 1],
      [-1 + 0 + 2 - 1, 0 + 2 - 1, 2 - 1],
    ]);
  });
});

describe('estimators', () => {
  it('normalise and add in their own order: MT_GRPO and GTPO without discount differ', () => {
    const rewards = group([0, 1, 0], [0, 0, 3], [0, 0.5, 1]);
    const settings = { ...EXACT, gamma: 1 };
    const added = estimate('MT_GRPO', [rewards], settings)[0]!;
    const normalized = estimate('GTPO', [rewards], settings)[0]!;
    // Returns 1, 3, 1.5: the first rollout is last. Its normalised turns (1, 0, 0.5 and 0, 3, 1) add up to 1 - 0.87 > 0.
    expect(normalized[0]![0]).toBeLessThan(-0.5);
    expect(added[0]![0]).toBeGreaterThan(0.1);
  });

  it('GTPO discounts the outcome by the turns that are left', () => {
    const [[first]] = estimate('GTPO', [group([1, 0, 0], [0.5, 0, 0], [0, 0, 0])], {
      ...EXACT,
      gamma: 0.5,
      epsilon: 1,
    }) as [number[][]];
    // Returns at turn 0: 0.25, 0.125, 0 with the sample std 0.125, at turn 1 twice that.
    expect(first![0]).toBeCloseTo(0.125 / 1.125, 14);
    expect(first![1]).toBeCloseTo(0.25 / 1.25, 14);
  });

  it.each(ESTIMATOR_NAMES)('%s gives a group of one exactly 0', (name) => {
    expect(estimate(name, [group([1, 0.3, 1])], DEFAULT_ESTIMATOR_SETTINGS)).toEqual([[[0, 0]]]);
  });

  it.each(ESTIMATOR_NAMES)('%s gives a group of equal rollouts exactly 0', (name) => {
    const equal = group([0.1, 0.3, 0.7], [0.1, 0.3, 0.7], [0.1, 0.3, 0.7]);
    expect(estimate(name, [equal], EXACT).flat(2)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it.each(ESTIMATOR_NAMES)('%s takes an empty batch, an empty group and a rollout without turns', (name) => {
    expect(estimate(name, [])).toEqual([]);
    expect(estimate(name, [[]])).toEqual([[]]);
    expect(estimate(name, [group([1], [0])])).toEqual([[[], []]]);
  });

  it.each(ESTIMATOR_NAMES)('%s gives a finite number for every turn and does not change the rewards', (name) => {
    fc.assert(
      fc.property(fc.array(groupOfRandomRollouts, { maxLength: 4 }), (groups) => {
        const before = JSON.stringify(groups);
        const advantages = estimators[name](groups, DEFAULT_ESTIMATOR_SETTINGS);
        expect(JSON.stringify(groups)).toBe(before);
        groups.forEach((rollouts, g) => {
          rollouts.forEach(({ turnRewards }, i) => {
            expect(advantages[g]![i]!.length).toBe(turnRewards.length);
            expect(advantages[g]![i]!.every(Number.isFinite)).toBe(true);
          });
        });
      }),
    );
  });

  it.each(ESTIMATOR_NAMES)('%s does not depend on the order of the rollouts in a group', (name) => {
    fc.assert(
      fc.property(groupOfRandomRollouts, (rollouts) => {
        const forward = estimate(name, [rollouts])[0]!;
        const backward = estimate(name, [rollouts.slice().reverse()])[0]!.reverse();
        backward.flat().forEach((advantage, i) => {
          expect(advantage).toBeCloseTo(forward.flat()[i]!, 9);
        });
      }),
    );
  });

  it('agree with the outcome alone when every turn reward is 0 and rollouts are equally long', () => {
    const sparse = group([1, 0, 0], [0, 0, 0], [1, 0, 0], [0, 0, 0]);
    const grpo = estimate('GRPO', [sparse]);
    expect(estimate('MT_GRPO', [sparse])).toEqual(grpo);
    expect(estimate('MT_GRPO_PADDED', [sparse])).toEqual(estimate('RLOO', [sparse]));
  });
});
