import { createRandom } from '../../../src/domain/random';
import { type Decision, FEATURE_COUNT, STATE_FEATURE_COUNT } from '../../../src/policy/candidates/decision';

/** Decisions with the numbers of candidates given; about one feature in ten is not zero, as hashed features are. */
export function makeDecisions(candidateCounts: readonly number[], seed = 1): Decision[] {
  const random = createRandom(seed);
  const sparse = (length: number) =>
    Float32Array.from({ length }, () => (random.integer(0, 9) === 0 ? 2 * random.next() - 1 : 0));
  return candidateCounts.map((candidateCount) => ({
    candidateCount,
    features: sparse(candidateCount * FEATURE_COUNT),
    stateFeatures: sparse(STATE_FEATURE_COUNT),
  }));
}

/** Numbers of candidates between the bounds. */
export function drawCounts(decisions: number, [from, to]: readonly [number, number], seed = 2): number[] {
  const random = createRandom(seed);
  return Array.from({ length: decisions }, () => random.integer(from, to));
}
