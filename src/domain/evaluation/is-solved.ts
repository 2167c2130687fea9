/** A reward within this distance of 1 counts as 1, as in tau-bench. */
const TOLERANCE = 1e-6;

/**
 * Whether a reward means that the task was solved: |reward - 1| <= 1e-6. Stricter than `isPassing` of calibration,
 * which also accepts rewards above 1; on rewards of 0 to 1 they agree.
 *
 * @param reward finite
 * @see tau-bench, arXiv 2406.12045, and tau2-bench, arXiv 2506.07982: the same test in both
 */
export function isSolved(reward: number): boolean {
  return Math.abs(reward - 1) <= TOLERANCE;
}
