import { checkCalibrationInput } from '../../../src/domain/calibration/check-input';
import { groupRollouts } from '../../../src/domain/calibration/group-rollouts';
import { meanTurnRewards } from '../../../src/domain/calibration/tiers/mean-turn-rewards';
import { packRollouts, type ClassifiedRollout } from '../../../src/domain/calibration/pack-rollouts';
import { DENSE_SCHEME } from '../../../src/domain/calibration/schemes/reward-scheme';

const ROLLOUTS: readonly ClassifiedRollout[] = [
  {
    taskId: 'b',
    groupKey: 'policy-1 b',
    outcome: 1,
    turns: [
      { tier: 'MESSAGE', score: 1 },
      { tier: 'SOFT_MATCH', score: 0.5 },
    ],
  },
  { taskId: 'a', groupKey: 'policy-1 a', outcome: 0, turns: [] },
  { taskId: 'b', groupKey: 'policy-2 b', outcome: 0.25, turns: [{ tier: 'DUPLICATE', score: 1 }] },
];

describe('packRollouts', () => {
  it('numbers tasks and groups as they appear and lays turns one after the other', () => {
    expect(packRollouts(ROLLOUTS)).toEqual({
      taskIds: ['b', 'a'],
      taskIndex: Uint32Array.of(0, 1, 0),
      groupIndex: Uint32Array.of(0, 1, 2),
      outcomes: Float64Array.of(1, 0, 0.25),
      turnOffsets: Uint32Array.of(0, 2, 2, 3),
      tierCodes: Uint8Array.of(4, 1, 6),
      scores: Float64Array.of(1, 0.5, 1),
      leftOut: { UNSCORED: 0, INFRASTRUCTURE_FAILURE: 0, SIMULATOR_FAILURE: 0, TIMEOUT: 0 },
      roundNumber: 1,
      previousValues: null,
    });
  });

  it('survives the copy to a worker thread', () => {
    const packed = packRollouts(ROLLOUTS);
    expect(structuredClone(packed)).toEqual(packed);
  });

  it('packs no rollouts', () => {
    expect(() => {
      checkCalibrationInput(packRollouts([]));
    }).not.toThrow();
  });

  it('refuses an outcome that is not finite', () => {
    expect(() => packRollouts([{ ...ROLLOUTS[0]!, outcome: NaN }])).toThrow('rollout 0 of task b has outcome NaN');
  });
});

describe('meanTurnRewards', () => {
  it('averages over the turns of each rollout, and is null without turns', () => {
    expect(meanTurnRewards(packRollouts(ROLLOUTS), DENSE_SCHEME.values)).toEqual([0.25, null, -0.2]);
  });
});

describe('groupRollouts', () => {
  it('keeps rollouts of one task under two policies apart', () => {
    const { groups, tierCodes } = groupRollouts(packRollouts(ROLLOUTS), DENSE_SCHEME.values);
    expect(groups).toEqual([
      [{ outcome: 1, turnRewards: Float64Array.of(0, 0.5) }],
      [{ outcome: 0, turnRewards: Float64Array.of() }],
      [{ outcome: 0.25, turnRewards: Float64Array.of(-0.2) }],
    ]);
    expect(tierCodes).toEqual([[Uint8Array.of(4, 1)], [Uint8Array.of()], [Uint8Array.of(6)]]);
  });

  it('gathers the rollouts of a group wherever they lie, and takes none at all', () => {
    const sameGroup = ROLLOUTS.map((rollout) => ({ ...rollout, groupKey: rollout.taskId }));
    const { groups } = groupRollouts(packRollouts(sameGroup), DENSE_SCHEME.values);
    expect(groups.map((group) => group.map(({ outcome }) => outcome))).toEqual([[1, 0.25], [0]]);
    expect(groupRollouts(packRollouts([]), DENSE_SCHEME.values)).toEqual({ groups: [], tierCodes: [] });
  });
});

describe('checkCalibrationInput', () => {
  const packed = packRollouts(ROLLOUTS);
  it.each([
    ['taskIndex has length 1', { taskIndex: new Uint32Array(1) }],
    ['groupIndex has length 1', { groupIndex: new Uint32Array(1) }],
    ['turnOffsets has length 3', { turnOffsets: new Uint32Array(3) }],
    ['scores has length 2', { scores: new Float64Array(2) }],
    ['taskIndex has 2 at position 1', { taskIndex: Uint32Array.of(0, 2, 0) }],
    ['groupIndex has 3 at position 0', { groupIndex: Uint32Array.of(3, 0, 0) }],
    ['tierCodes has 7 at position 2', { tierCodes: Uint8Array.of(0, 1, 7) }],
    ['outcomes has NaN at position 1', { outcomes: Float64Array.of(0, NaN, 0) }],
    ['scores has Infinity at position 0', { scores: Float64Array.of(Infinity, 1, 1) }],
    ['turnOffsets must rise from 0 to 3', { turnOffsets: Uint32Array.of(0, 2, 1, 3) }],
    ['turnOffsets must rise from 0 to 3', { turnOffsets: Uint32Array.of(1, 2, 2, 3) }],
    ['turnOffsets must rise from 0 to 3', { turnOffsets: Uint32Array.of(0, 2, 2, 2) }],
    ['roundNumber is 0', { roundNumber: 0 }],
  ])('says that %s', (message, changed) => {
    expect(() => {
      checkCalibrationInput({ ...packed, ...changed });
    }).toThrow(message);
  });
});
