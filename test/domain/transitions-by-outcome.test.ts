import { packRollouts } from '../../src/domain/calibration/pack-rollouts';
import { countTransitionsByOutcome } from '../../src/domain/calibration/schemes/transitions-by-outcome';
import type { Tier } from '../../src/domain/classification/tier';

function rollout(outcome: number, ...tiers: Tier[]) {
  return { taskId: 'a', groupKey: 'a', outcome, turns: tiers.map((tier) => ({ tier, score: 1 })) };
}

describe('transitions by outcome', () => {
  it('are counted apart for rollouts that pass and that fail', () => {
    const input = packRollouts([
      rollout(1, 'READ_ONLY', 'GOLD_EXACT'),
      rollout(0.5, 'READ_ONLY', 'READ_ONLY'),
      rollout(0),
    ]);
    expect(countTransitionsByOutcome(input)).toEqual({
      rolloutsPassing: 1,
      rolloutsFailing: 2,
      transitions: [
        { from: 'GOLD_EXACT', to: null, passing: 1, failing: 0 },
        { from: 'READ_ONLY', to: 'GOLD_EXACT', passing: 1, failing: 0 },
        { from: 'READ_ONLY', to: 'READ_ONLY', passing: 0, failing: 1 },
        { from: 'READ_ONLY', to: null, passing: 0, failing: 1 },
        { from: null, to: 'READ_ONLY', passing: 1, failing: 1 },
        { from: null, to: null, passing: 0, failing: 1 },
      ],
    });
  });

  it('are none without rollouts', () => {
    expect(countTransitionsByOutcome(packRollouts([]))).toEqual({
      rolloutsPassing: 0,
      rolloutsFailing: 0,
      transitions: [],
    });
  });
});
