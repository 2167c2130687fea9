import type { RecordedRollout } from '../domain/trajectory';

export type Tau2Outcome = Pick<RecordedRollout, 'outcomeClass' | 'reward' | 'isTruncated'>;

const FAILURE: Tau2Outcome = { outcomeClass: 'INFRASTRUCTURE_FAILURE', reward: null, isTruncated: false };
const LOST: Tau2Outcome = { outcomeClass: 'SCORED', reward: 0, isTruncated: false };
const LOST_AT_LIMIT: Tau2Outcome = { outcomeClass: 'SCORED', reward: 0, isTruncated: true };

/** End reasons that determine the outcome regardless of the reward. */
const OUTCOME_BY_REASON = new Map<string, Tau2Outcome>([
  ['max_steps', LOST_AT_LIMIT],
  ['context_window_exceeded', LOST_AT_LIMIT],
  ['too_many_errors', LOST],
  ['agent_error', LOST],
  ['timeout', { outcomeClass: 'TIMEOUT', reward: null, isTruncated: false }],
  ['user_error', { outcomeClass: 'SIMULATOR_FAILURE', reward: null, isTruncated: false }],
  ['infrastructure_error', FAILURE],
  ['unexpected_error', FAILURE],
]);

/**
 * The outcome of a tau2-bench simulation.
 *
 * @param endReason `termination_reason`; null when the record has none, and then the reward alone decides
 * @param reward finite, or null when the simulation was never judged
 * @returns SCORED with the reward after `user_stop` or `agent_stop`, UNSCORED without one; SCORED 0 when the agent ran out of
 *   steps, context or allowed errors or broke the protocol, which is the benchmark's own rule; TIMEOUT, SIMULATOR_FAILURE or
 *   INFRASTRUCTURE_FAILURE, without reward, when something else ended it, an unknown reason included
 */
export function tau2Outcome(endReason: string | null, reward: number | null): Tau2Outcome {
  const isOrdinary = endReason === null || endReason === 'user_stop' || endReason === 'agent_stop';
  if (!isOrdinary) return OUTCOME_BY_REASON.get(endReason) ?? FAILURE;
  return { outcomeClass: reward === null ? 'UNSCORED' : 'SCORED', reward, isTruncated: false };
}
