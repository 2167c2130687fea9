import fc from 'fast-check';
import { mtGrpoPadded } from '../../../src/domain/advantages/mt-grpo-padded';
import { lessMeanOfOthers } from '../../../src/domain/advantages/less-mean-of-others';
import type { GroupAdvantages, RewardedGroup } from '../../../src/domain/advantages/rewarded-group';
import { aliveTurnAdvantages, estimateStoppingBias } from '../../../src/domain/advantages/stopping-bias';
import { createRandom, type Random } from '../../../src/domain/random';

const GOES_ON = 0.6;
const MAX_TURNS = 6;
const GROUP_SIZE = 8;
const GROUPS = 10_000;

type Toy = { readonly groups: RewardedGroup[]; readonly choices: readonly (readonly (readonly boolean[])[])[] };

/** The toy of specs/calibration.md section 5: going on pays m + N(0, 0.2^2), stopping is a turn with reward 0. */
function playToy(mean: number, random: Random): Toy {
  const groups: RewardedGroup[] = [];
  const choices: boolean[][][] = [];
  for (let g = 0; g < GROUPS; g += 1) {
    const rollouts = Array.from({ length: GROUP_SIZE }, () => playRollout(mean, random));
    groups.push(rollouts.map(({ rewards, outcome }) => ({ turnRewards: Float64Array.from(rewards), outcome })));
    choices.push(rollouts.map((rollout) => rollout.choices));
  }
  return { groups, choices };
}

function playRollout(mean: number, random: Random): { rewards: number[]; choices: boolean[]; outcome: number } {
  const rewards: number[] = [];
  const choices: boolean[] = [];
  for (let goesOn = true; goesOn && choices.length < MAX_TURNS;) {
    goesOn = random.next() < GOES_ON;
    choices.push(goesOn);
    rewards.push(goesOn ? mean + 0.2 * standardNormal(random) : 0);
  }
  return { rewards, choices, outcome: random.next() < 0.5 ? 1 : 0 };
}

/** Box and Muller. */
function standardNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Policy gradient with respect to the logit of p: the mean over rollouts of sum_k A_k * d log pi(choice_k). */
function gradient({ groups, choices }: Toy, estimate: (group: RewardedGroup) => GroupAdvantages): number {
  let sum = 0;
  groups.forEach((group, g) => {
    estimate(group).forEach((turns, i) => {
      turns.forEach((advantage, k) => {
        sum += advantage * (choices[g]![i]![k]! ? 1 - GOES_ON : -GOES_ON);
      });
    });
  });
  return sum / (GROUPS * GROUP_SIZE);
}

/** Leave-one-out over the rollouts alive at a turn, plus the outcome's leave-one-out, as the padded estimator has it. */
function aliveOnly(group: RewardedGroup): GroupAdvantages {
  const outcomes = lessMeanOfOthers(group.map(({ outcome }) => outcome));
  return aliveTurnAdvantages(group).map((turns, i) => turns.map((advantage) => advantage + outcomes[i]!));
}

/** d/dlogit of E[sum of rewards] = m sum_k p^k: m p (1 - p) sum_k k p^(k-1). */
function trueGradient(mean: number): number {
  let sum = 0;
  for (let k = 1; k <= MAX_TURNS; k += 1) sum += k * GOES_ON ** (k - 1);
  return mean * GOES_ON * (1 - GOES_ON) * sum;
}

describe.each([0.3, -0.3])('on the toy with the known gradient, going on paying %p', (mean) => {
  const toy = playToy(mean, createRandom(20));
  const sign = Math.sign(mean);

  it('the true gradient is 0.379', () => {
    expect(sign * trueGradient(mean)).toBeCloseTo(0.379, 3);
  });

  // The gradient of 80,000 rollouts has a standard error of about 0.003.
  it('the padded estimator finds the true gradient', () => {
    expect(Math.abs(gradient(toy, mtGrpoPadded) - trueGradient(mean))).toBeLessThan(0.01);
  });

  it('a baseline over the rollouts still alive finds less than half of it: 0.161', () => {
    expect(Math.abs(sign * gradient(toy, aliveOnly) - 0.161)).toBeLessThan(0.01);
  });

  it('the estimated stopping bias is 0.367', () => {
    expect(Math.abs(sign * estimateStoppingBias(toy.groups)! - 0.367)).toBeLessThan(0.01);
  });
});

describe('estimateStoppingBias', () => {
  function group(...rollouts: number[][]): RewardedGroup {
    return rollouts.map((rewards) => ({ turnRewards: Float64Array.from(rewards), outcome: 0 }));
  }

  it('gives the example worked by hand', () => {
    // Rewards (1, 4) and (2). Padded: turn 1 is 4 - 0, turn 0 is 1 - 2 + 4 = 3 and 2 - 1 + 0 - 4 = -3.
    // Alive only: turn 1 has one member (0), turn 0 is -1 and 1. D: turn 0 of the first 4 (not last), turn 1 of it 4 (last),
    // turn 0 of the second -4 (last). 4 - (4 - 4) / 2 = 4.
    expect(estimateStoppingBias([group([1, 4], [2])])).toBe(4);
  });

  it('is 0 when all rollouts of a group are equally long', () => {
    const reward = fc.integer({ min: -9, max: 9 });
    const rollouts = fc.array(fc.tuple(reward, reward, reward), { minLength: 2 });
    fc.assert(
      fc.property(rollouts, (list) => {
        expect(estimateStoppingBias([group(...list)])).toBeCloseTo(0, 9);
      }),
    );
  });

  it.each([
    ['there are no groups', []],
    ['every group has one rollout', [group([1, 2])]],
    ['every rollout has one turn', [group([1], [2])]],
    ['no rollout has a turn', [group([], [])]],
  ])('is undefined when %s', (_, groups) => {
    expect(estimateStoppingBias(groups)).toBeNull();
  });
});
