/** A reward this close to 1 counts as 1, as in tau-bench. */
const TOLERANCE = 1e-6;

/** Min outcome that counts as success. */
export const PASSING_REWARD = 1 - TOLERANCE;

/**
 * Whether an outcome counts as success.
 *
 * @param outcome final reward of a rollout, any finite number
 * @returns true from 1 - 1e-6 on (our choice for real-valued outcomes: partial credit is not success)
 */
export function isPassing(outcome: number): boolean {
  return outcome >= PASSING_REWARD;
}
