import { createRandom } from '../../../src/domain/random';
import type { PolicyLossSettings, PolicySample } from '../../../src/training/learner/learner-settings';
import { makeDecisions } from '../../policy/scoring/made-decisions';

/** Samples with ratios inside and outside of the clip range, advantages of both signs, and weights that sum to 1. */
export function makeSamples(candidateCounts: readonly number[], seed = 4): PolicySample[] {
  const random = createRandom(seed);
  return makeDecisions(candidateCounts, seed).map((decision) => {
    const uniform = -Math.log(decision.candidateCount);
    return {
      decision,
      chosen: random.integer(0, decision.candidateCount - 1),
      weight: 1 / candidateCounts.length,
      oldLogProbability: uniform + random.next() - 0.5,
      referenceLogProbability: uniform + random.next() - 0.5,
      advantage: 4 * random.next() - 2,
      target: 2 * random.next() - 1,
    };
  });
}

export const LOSS: PolicyLossSettings = {
  temperature: 0.9,
  clipLow: 0.2,
  clipHigh: 0.28,
  klCoefficient: 0.05,
  entropyCoefficient: 0.01,
  valueCoefficient: 0.5,
};
