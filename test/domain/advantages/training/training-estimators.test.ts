import {
  DEFAULT_TRAINING_ESTIMATOR_SETTINGS as SETTINGS,
  TRAINING_ESTIMATOR_SETTINGS,
} from '../../../../src/domain/advantages/training/training-estimator-settings';
import { checkSettings } from '../../../../src/domain/settings/check-settings';
import type { TrainingGroup, TrainingRollout } from '../../../../src/domain/advantages/training/training-rollout';
import { TRAINING_ESTIMATOR_NAMES, trainingEstimators } from '../../../../src/domain/advantages/estimators';
import { lonelyAnchorShare } from '../../../../src/domain/advantages/training/gigpo';
import { generalizedAdvantages } from '../../../../src/domain/advantages/training/turn-ppo';

function rollout(rewards: readonly number[], outcome: number, more: Partial<TrainingRollout> = {}): TrainingRollout {
  return {
    turnRewards: Float64Array.from(rewards),
    outcome,
    stateKeys: rewards.map((_, turn) => `s${turn}`),
    values: new Float64Array(rewards.length),
    finalValue: 0,
    probabilities: new Float64Array(rewards.length).fill(0.5),
    squaredProbabilitySums: new Float64Array(rewards.length).fill(0.4),
    ...more,
  };
}

function outcomesOnly(outcomes: readonly number[]): TrainingGroup {
  return outcomes.map((outcome) => rollout([0], outcome));
}

function firstTurns(name: (typeof TRAINING_ESTIMATOR_NAMES)[number], groups: readonly TrainingGroup[]): number[] {
  return trainingEstimators[name](groups, SETTINGS).advantages.flatMap((group) => group.map((turns) => turns[0]!));
}

function expectClose(actual: Iterable<number>, expected: readonly number[], digits = 7): void {
  const numbers = [...actual];
  expect(numbers).toHaveLength(expected.length);
  numbers.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, digits);
  });
}

describe('the checks of advantage-variants.md', () => {
  it('REINFORCE++ baseline at rollout level', () => {
    const advantages = firstTurns('REINFORCE_PLUS_PLUS', [outcomesOnly([1, 0, 0, 1]), outcomesOnly([1, 1, 1, 0])]);
    // centred 0.5, -0.5, -0.5, 0.5, 0.25, 0.25, 0.25, -0.75: mean 0, sample variance 1.75 / 7 = 0.25
    expectClose(advantages, [1, -1, -1, 1, 0.5, 0.5, 0.5, -1.5], 6);
  });

  it('MaxRL', () => {
    expectClose(firstTurns('MAX_RL', [outcomesOnly([1, 0, 0, 1, 1])]), [2 / 3, -1, -1, 2 / 3, 2 / 3]);
  });

  it('GiGPO with statistics per rollout', () => {
    const group = [
      rollout([0, 0, 0], 1, { stateKeys: ['s0', 's1', 's2'] }),
      rollout([0, 0], 0, { stateKeys: ['s0', 's1'] }),
      rollout([0, 0], 1, { stateKeys: ['s0', 's3'] }),
    ];
    const [advantages] = trainingEstimators.GIGPO([group], SETTINGS).advantages;
    expectClose(advantages![0]!, [0.618333, 0.808333, 0.333333], 6);
    expectClose(advantages![1]!, [-1.284167, -1.141667], 6);
    expectClose(advantages![2]!, [0.665833, 0.333333], 6);
    expect(lonelyAnchorShare([group])).toBeCloseTo(2 / 7, 14);
  });

  it('OTB, its longest rollout alone at the end with the baseline 0', () => {
    const group = [
      rollout([0, 0], 1, {
        probabilities: Float64Array.of(0.5, 0.8),
        squaredProbabilitySums: Float64Array.of(0.4, 0.66),
      }),
      rollout([0, 0, 0], 0, {
        probabilities: Float64Array.of(0.5, 0.9, 0.6),
        squaredProbabilitySums: Float64Array.of(0.4, 0.82, 0.5),
      }),
    ];
    const [advantages] = trainingEstimators.OTB([group], SETTINGS).advantages;
    expectClose(advantages![0]!, [0.50000001, 0.47727273], 7);
    expectClose(advantages![1]!, [-0.49999999, -0.52272727, 0], 7);
  });

  it('TURN_PPO before whitening', () => {
    const one = rollout([0, 0.1, 0], 1, { values: Float64Array.of(0.5, 0.4, 0.7) });
    expectClose(generalizedAdvantages(one, SETTINGS), [0.4843273, 0.6603, 0.3], 12);
    const { valueTargets } = trainingEstimators.TURN_PPO([[one]], SETTINGS);
    expectClose(valueTargets![0]![0]!, [0.9843273, 1.0603, 1], 12);
  });
});

describe('trainingEstimators', () => {
  it('TURN_PPO whitens over all turns of the batch', () => {
    const groups = [[rollout([0.2, 0], 1)], [rollout([0, 0, -0.4], 0)]];
    const values = trainingEstimators
      .TURN_PPO(groups, SETTINGS)
      .advantages.flatMap((group) => group.flatMap((turns) => [...turns]));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    expect(mean).toBeCloseTo(0, 14);
    expect(variance).toBeCloseTo(1, 6);
  });

  it('TURN_PPO puts the value of the next state where a rollout was cut off', () => {
    const cut = rollout([0, 0], 0, { values: Float64Array.of(0.5, 0.5), finalValue: 0.8 });
    // gamma 0.99, lambda 0.9: A_1 = 0.99 * 0.8 - 0.5, A_0 = 0.99 * 0.5 - 0.5 + 0.891 A_1
    expectClose(generalizedAdvantages(cut, SETTINGS), [-0.005 + 0.891 * 0.292, 0.292], 12);
  });

  it.each(TRAINING_ESTIMATOR_NAMES)('%s gives 0 to a group whose rewards are equal', (name) => {
    const groups = [
      [rollout([0], 1), rollout([0], 1), rollout([0], 1)],
      [rollout([0], 1), rollout([0], 1)],
    ];
    for (const value of firstTurns(name, groups)) expect(value).toBeCloseTo(0, 7);
  });

  it.each(TRAINING_ESTIMATOR_NAMES.filter((name) => !['TURN_PPO', 'OTB'].includes(name)))(
    '%s gives 0 to a group of one',
    (name) => {
      const [advantages] = trainingEstimators[name]([[rollout([0.3, 0.1], 1)]], SETTINGS).advantages;
      expect([...advantages![0]!]).toEqual([0, 0]);
    },
  );

  it.each(TRAINING_ESTIMATOR_NAMES)('%s permutes its results with the rollouts', (name) => {
    const group = [rollout([0.5, 0], 1), rollout([0, 0.2, 0.1], 0), rollout([-0.2], 0), rollout([0, 1], 1)];
    const shuffled = [group[2]!, group[0]!, group[3]!, group[1]!];
    const [straight] = trainingEstimators[name]([group], SETTINGS).advantages;
    const [other] = trainingEstimators[name]([shuffled], SETTINGS).advantages;
    [2, 0, 3, 1].forEach((from, to) => {
      expectClose(other![to]!, [...straight![from]!], 12);
    });
  });

  it('an estimator refuses rollouts without what it needs', () => {
    const bare = rollout([0, 0], 1, { stateKeys: null, values: null, probabilities: null });
    for (const [name, field] of [
      ['GIGPO', 'stateKeys'],
      ['TURN_PPO', 'values'],
      ['OTB', 'probabilities'],
    ] as const) {
      expect(() => trainingEstimators[name]([[bare]], SETTINGS)).toThrow(`${name} needs ${field} for every rollout`);
    }
    const short = rollout([0, 0], 1, { values: Float64Array.of(1) });
    expect(() => trainingEstimators.TURN_PPO([[short]], SETTINGS)).toThrow('values has 1 entries; the rollout has 2');
  });

  it('MaxRL refuses outcomes below 0 and gives 0 to a group without a success', () => {
    expect(() => firstTurns('MAX_RL', [outcomesOnly([1, -0.5])])).toThrow('MAX_RL needs outcomes of at least 0');
    expect(firstTurns('MAX_RL', [outcomesOnly([0, 0])])).toEqual([0, 0]);
  });

  it('settings out of range are named', () => {
    expect(() => {
      checkSettings(TRAINING_ESTIMATOR_SETTINGS, { ...SETTINGS, criticLambda: 1.5 });
    }).toThrow('criticLambda: is 1.5; it must be a number from 0 to 1');
    expect(() => {
      checkSettings(TRAINING_ESTIMATOR_SETTINGS, { ...SETTINGS, stepWeight: NaN });
    }).toThrow('stepWeight: is NaN');
  });
});
