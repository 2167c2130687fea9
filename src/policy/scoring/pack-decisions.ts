import { InvalidInputError } from '../../errors';
import { type Decision, FEATURE_COUNT } from '../candidates/decision';

/** Decisions packed into one array, for a thread. */
export type PackedDecisions = {
  /** Row-major [rows, FEATURE_COUNT]: the candidates of the first decision, then those of the second, and so on. */
  readonly features: Float32Array<ArrayBuffer>;
  readonly candidateCounts: readonly number[];
};

/** @throws InvalidInputError when a decision has no candidates, or the wrong number of features */
export function packDecisions(decisions: readonly Decision[]): PackedDecisions {
  const candidateCounts = decisions.map(({ candidateCount }) => candidateCount);
  const rows = candidateCounts.reduce((total, count) => total + count, 0);
  decisions.forEach(({ candidateCount, features }, index) => {
    if (Number.isInteger(candidateCount) && candidateCount >= 1 && features.length === candidateCount * FEATURE_COUNT) {
      return;
    }
    throw new InvalidInputError(
      `decision ${index} has ${candidateCount} candidates and ${features.length} features; ` +
        `expected at least 1 candidate with ${FEATURE_COUNT} features each`,
    );
  });
  const features = new Float32Array(rows * FEATURE_COUNT);
  let offset = 0;
  for (const decision of decisions) {
    features.set(decision.features, offset);
    offset += decision.features.length;
  }
  return { features, candidateCounts };
}

/** Splits one number per candidate into one array per decision; copies, so that none keeps the others alive. */
export function splitByDecision(values: Float32Array, candidateCounts: readonly number[]): Float32Array[] {
  let offset = 0;
  return candidateCounts.map((count) => {
    offset += count;
    return values.slice(offset - count, offset);
  });
}
