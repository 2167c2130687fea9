import { countTierTransitions } from '../../src/domain/classification/tier-transitions';

describe('tier transitions', () => {
  it('count which tier follows which, from start to end', () => {
    expect(countTierTransitions([['MESSAGE', 'READ_ONLY', 'READ_ONLY'], ['MESSAGE']])).toEqual([
      { from: 'READ_ONLY', to: 'READ_ONLY', count: 1 },
      { from: 'READ_ONLY', to: null, count: 1 },
      { from: 'MESSAGE', to: 'READ_ONLY', count: 1 },
      { from: 'MESSAGE', to: null, count: 1 },
      { from: null, to: 'MESSAGE', count: 2 },
    ]);
  });

  it('count a rollout without turns from start to end', () => {
    expect(countTierTransitions([[]])).toEqual([{ from: null, to: null, count: 1 }]);
  });

  it('are none without rollouts', () => {
    expect(countTierTransitions([])).toEqual([]);
  });
});
