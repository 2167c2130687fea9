import {
  PRESENCE_MODELS,
  plantedEffects,
  presenceChance,
  successChance,
} from '../../src/domain/synthetic/planted-effects';
import { TIERS } from '../../src/domain/classification/tier';

describe('plantedEffects', () => {
  it('has chances between 0 and 1 at the corners, and so everywhere', () => {
    for (const tier of TIERS) {
      for (const [skill, difficulty] of [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ] as const) {
        const chance = presenceChance(PRESENCE_MODELS[tier], skill, difficulty);
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1 + 1e-12);
      }
    }
  });

  it('agrees with the integral worked by hand for one task of difficulty 0', () => {
    // q(s) = 1 / (1 + exp(-6s)): mean = ln((1 + e^6) / 2) / 6. GOLD_EXACT has p(s) = 0.05 + 0.9 s, mean 0.5.
    const success = Math.log((1 + Math.exp(6)) / 2) / 6;
    // E[s q] by Simpson with 2,000 panels.
    let sum = 0;
    for (let i = 0; i <= 2000; i++)
      sum += (i === 0 || i === 2000 ? 1 : i % 2 === 1 ? 4 : 2) * (i / 2000) * successChance(i / 2000, 0);
    const covariance = 0.9 * (sum / 6000 - success / 2);
    const expected = covariance / Math.sqrt(0.25 * success * (1 - success));
    const { rawCorrelation, withinTaskCorrelation } = plantedEffects([0]).GOLD_EXACT;
    expect(rawCorrelation).toBeCloseTo(expected, 5);
    expect(withinTaskCorrelation).toBeCloseTo(expected, 5);
  });
});
