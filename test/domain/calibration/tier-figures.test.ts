import { readTierFigures, TIER_FIGURES } from '../../../src/domain/calibration/tiers/tier-figures';
import type { TierStatistics } from '../../../src/domain/calibration/calibration-report';

const STATISTICS: TierStatistics = {
  ...{ turns: 5, rolloutsWith: 3, turnShareInPassing: 0.6, turnShareInFailing: 0.4 },
  ...{ presenceInPassing: 0.75, presenceInFailing: 0.25, presenceGap: 0.5, rho: 0.4, withinTaskRho: 0.3 },
  rhoInterval: { low: 0.1, high: 0.7, draws: 100, droppedDraws: 0 },
  withinTaskRhoInterval: { low: null, high: null, draws: 100, droppedDraws: 100 },
  ...{ pValue: 0.02, qValue: 0.04, isTaskDifficultySuspected: false },
};

describe('the figures of a tier', () => {
  it('are read from the statistics under their public names', () => {
    expect(readTierFigures(STATISTICS)).toEqual({
      ...{ turns: 5, rolloutsWith: 3, turnShareInPassing: 0.6, presenceInPassing: 0.75, presenceInFailing: 0.25 },
      ...{ rho: 0.4, rhoLow: 0.1, rhoHigh: 0.7, withinTaskRho: 0.3, withinTaskRhoLow: null, withinTaskRhoHigh: null },
      ...{ pValue: 0.02, qValue: 0.04, isTaskDifficultySuspected: false },
    });
    expect(TIER_FIGURES.filter(({ isNullable }) => !isNullable).map(({ name }) => name)).toEqual([
      'turns',
      'rolloutsWith',
    ]);
  });
});
